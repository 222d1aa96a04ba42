import type { Clock } from "./clock.ts";
import type { Faults } from "./faults/fault.ts";
import type { JsonObject } from "./json.ts";
import type { RecordedRequest } from "./request-log.ts";
import type { KnownThing } from "./resources/embeds/directory.ts";
import type { Webhooks } from "./webhooks/webhook.ts";

/** Request bodies by the path of the collection they are for, such as `/customers`. */
export type ThingsToCreate = Readonly<Record<string, readonly JsonObject[]>>;

/** How an emulator is started. Every option may be left out. */
export interface EmulatorOptions {
  /**
   * The port to listen on, on 127.0.0.1 only.
   * @default 0, a free port chosen by the system
   */
  port?: number;
  /**
   * The key that requests must bring in `X-API-Key`.
   * @default a random key, different for each emulator
   */
  apiKey?: string;
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
   * What is created at the start, before the first request: bodies of create requests by the path
   * of their collection, such as `{ "/inbox_embeds": [{ inbox_embed: { scope_type: "project" } }] }`.
   * `reset()` creates them anew; a state file that holds something already is left as it is.
   */
  things?: ThingsToCreate;
  /**
   * A file that keeps the state across restarts. It is written before each response that depends on
   * it; one emulator at a time can use it.
   * @default the state is in memory only
   */
  state?: string;
  /** Called with each request after its response; what it throws ends in the console. */
  onRequest?: (request: RecordedRequest) => void;
}

/** A running emulator. */
export interface Emulator {
  /** The emulator's origin, such as `http://127.0.0.1:49152`; the API stands below `/platform/v1`. */
  url: string;
  /** The key that requests must bring in `X-API-Key`. */
  apiKey: string;
  /** The path that the API stands below, from the spec: `/platform/v1`. */
  basePath: string;
  /** How many operations the spec has. */
  operations: number;
  /** The time the emulator lives by: expiry, rate limits, delays and deliveries follow it. */
  clock: Clock;
  /** Faults on demand. */
  faults: Faults;
  /** Signed webhooks to a service under test. */
  webhooks: Webhooks;
  /** The last thousand requests to the API and its pages, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Forgets everything since the start: things, requests, faults, deliveries, and changes of the clock. */
  reset(): Promise<void>;
  /** Stops listening and drops every connection; resolves when the port is free. */
  close(): Promise<void>;
  /** The same as {@link Emulator.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
