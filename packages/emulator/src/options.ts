import type { Clock } from "./clock.ts";
import type { Fault, Faults } from "./faults/fault.ts";
import type { JsonObject } from "./json.ts";
import type { RecordedRequest } from "./request-log.ts";
import type { KnownThing } from "./resources/embeds/directory.ts";
import type { Snapshot } from "./state/store.ts";
import type { Webhooks } from "./webhooks/webhook.ts";

/** Bodies of create requests by the path of their collection, such as `/customers`. */
export type ThingsToCreate = Readonly<Record<string, readonly JsonObject[]>>;

/** Whole things, each with its id, by the path of their collection. */
export type Records = Readonly<Record<string, readonly JsonObject[]>>;

/** The options of an emulator. Every option may be left out. */
export interface EmulatorOptions {
  /**
   * The port to listen on.
   * @default 0, a free port chosen by the system
   */
  port?: number;
  /**
   * The address or host name to listen on; `0.0.0.0` for all interfaces, such as a container's.
   * Any program that reaches the port can then use `/_emulator`, which has no password.
   * @default "127.0.0.1", for programs of this machine only
   */
  host?: string;
  /**
   * The origin at which clients reach the emulator, such as `http://kapso:4010`: `embed_url` and
   * `Link` headers then begin with it.
   * @default the address it listens on
   */
  publicUrl?: string | URL;
  /**
   * Host names by which the emulator's interface may be called, besides `localhost`, addresses in
   * digits, and the host of `publicUrl`. Other names are rejected, against DNS rebinding.
   */
  allowedHosts?: readonly string[];
  /**
   * The origins whose pages may call the API from a browser (CORS); `"*"` stands for any.
   * @default none
   */
  cors?: readonly string[];
  /**
   * The key that requests must send in `X-API-Key`.
   * @default a random key, different for each emulator
   */
  apiKey?: string;
  /**
   * Accept any key, and keep a separate project for each: things, faults, requests, clock and
   * webhooks. Tests that run at the same time can then share an emulator.
   * @default false: one key, one project
   */
  isolateKeys?: boolean;
  /**
   * The OpenAPI 3 document to serve: parsed, the name of a document of `@shared/kapso-types`, or
   * the path of a `.json`, `.yaml` or `.yml` file.
   * @default "openapi-platform"
   */
  spec?: object | string | URL;
  /**
   * The customers that exist, by UUID, so that any other is 404.
   * @default every UUID exists, except the one that is all zeros
   */
  customers?: readonly KnownThing[];
  /**
   * The phone numbers that exist, by WhatsApp's `phone_number_id`.
   * @default every string of digits exists, except one that is all zeros
   */
  phoneNumbers?: readonly KnownThing[];
  /**
   * The users that embeds can be assigned to, by UUID.
   * @default every UUID exists, except the one that is all zeros
   */
  users?: readonly KnownThing[];
  /**
   * Things to create at the start, before the first request: bodies of create requests by the path
   * of their collection, such as `{ "/inbox_embeds": [{ inbox_embed: { scope_type: "project" } }] }`.
   * `reset()` creates them again; a state file that has things already does not change.
   */
  things?: ThingsToCreate;
  /**
   * Things that exist at the start with ids of your choice: as responses show them, by the path of
   * their collection, such as `{ "/customers": [{ id: "550e8400-…", name: "Acme" }] }`. Fields that
   * are left out get sample values. An inbox embed may also have the `token` that opens it.
   */
  records?: Records;
  /**
   * Start with a thing for every id that the spec has as an example.
   * @default false
   */
  examples?: boolean;
  /** Faults that are on from the start, and again after a `reset()`. */
  faults?: readonly Fault[];
  /**
   * A file that keeps the state across restarts. It is written before each response that depends on
   * it. One emulator at a time can use it: while it runs, another one with the same file fails to
   * start.
   * @default the state is in memory only
   */
  state?: string;
  /** Called with each request after its response; an error that it throws goes to the console. */
  onRequest?: (request: RecordedRequest) => void;
}

/** The project of one API key: what tests set and read. */
export interface EmulatedProject {
  /** The clock of the project: expiry, rate limits, delays and deliveries follow it. */
  clock: Clock;
  /** Faults on demand. */
  faults: Faults;
  /** Signed webhooks to a service under test. */
  webhooks: Webhooks;
  /** The last thousand requests to the API and its pages, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Restores the state of the start: drops the things, requests, faults and deliveries since then,
   * and shows the machine's time.
   */
  reset(): Promise<void>;
  /** All things as they are now, as JSON. Tokens are in it as hashes only. */
  snapshot(): Snapshot;
  /**
   * Restores all things from a snapshot; requests, faults and the clock do not change.
   *
   * @throws Error when the value is not a snapshot.
   */
  restore(snapshot: Snapshot): Promise<void>;
}

/** A running emulator, with the members of the project of its `apiKey`. */
export interface Emulator extends EmulatedProject {
  /** The emulator's address on this machine, such as `http://127.0.0.1:49152`. */
  url: string;
  /** The origin that `embed_url` and `Link` begin with: `publicUrl`, or `url` without that option. */
  publicUrl: string;
  /** The key that requests must send in `X-API-Key`. */
  apiKey: string;
  /** The path that the API stands below, from the spec: `/platform/v1`. */
  basePath: string;
  /** How many operations the spec has. */
  operations: number;
  /** The project of a key: with `isolateKeys` a separate one, else always the emulator's. */
  project(apiKey: string): Promise<EmulatedProject>;
  /**
   * Stops the emulator. Requests under way get their response within five seconds; delays of faults
   * end at once. Resolves when the port and the state file are free.
   */
  close(): Promise<void>;
  /** The same as {@link Emulator.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
