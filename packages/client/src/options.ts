import type { Specification } from "@shared/kapso-types";
import { didYouMean } from "./errors/did-you-mean.ts";
import { reject, rejectKind } from "./errors/reject.ts";
import type { KapsoHooks, ResponseEvent } from "./observe/hooks.ts";
import type { Logger, LogLevel } from "./observe/logger.ts";

/**
 * A function with the calling convention of the platform's `fetch`: its own, undici's (which takes a
 * `dispatcher` too), a stub's. Named is only what the client gives and reads.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** What a {@link Fetch} is called with. */
export interface FetchInit {
  /** The HTTP method, in capitals. */
  method: string;
  /** With names in lower case. */
  headers: Record<string, string>;
  /** A redirect is a response, and is not followed. */
  redirect: "manual";
  /** Fires when the attempt's time is up, or the call is aborted. */
  signal: AbortSignal;
  /** A string, an `ArrayBuffer`, or a `FormData`, for which each implementation has its own type. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body?: any;
}

/** What a {@link Fetch} resolves to. */
export interface FetchResponse {
  /** From 200 to 599. */
  readonly status: number;
  /** None: without a request id, a `Retry-After` and a rate limit. */
  readonly headers?: { get(name: string): string | null };
  /** A stream is counted while it is read, so that `maxBodyBytes` holds. */
  readonly body?: unknown;
  /** Called where there is no stream to read; without it `json`. */
  text?(): Promise<string>;
  /** Called where there is neither a stream nor `text`. */
  json?(): Promise<unknown>;
}

/** Headers as an object, a `Headers`, or a list of names and values. */
export type HeadersInput =
  | Readonly<Record<string, string | undefined>>
  | Headers
  | readonly (readonly [string, string])[];

/** How one call is sent. Everything here can also stand on the client, for all of its calls. */
export interface CallOptions {
  /**
   * Milliseconds that one attempt may take, from connecting until the body has been read.
   * `false`: as long as it takes. With 0 the call fails at once, and nothing is sent.
   * @default 30_000
   */
  timeout?: number | false | undefined;
  /**
   * Milliseconds that the call may take altogether: every attempt, every wait between them, and
   * the fetching of the key. A wait that would pass it is not begun: the call fails at once.
   * `false`: as long as it takes. With 0 the call fails at once, and nothing is sent.
   *
   * The default lets a burst limit pass (the API then says `Retry-After: 1`) and does not sit
   * out a used-up minute (`Retry-After: 60`).
   * @default 60_000
   */
  totalTimeout?: number | false | undefined;
  /**
   * How often a call may be retried, where that is safe: every method after a 429 or when
   * no connection came about; GET, HEAD, PUT, DELETE and OPTIONS also after 408, 500, 502, 503,
   * 504, a dropped connection or an attempt that timed out. POST and PATCH never then, since they
   * may have happened. `false`: never.
   * @default 2
   */
  maxRetries?: number | false | undefined;
  /**
   * The waits between attempts where the response has no `Retry-After`: a random time up to
   * `base * 2 ** (attempt - 1)` milliseconds, and never above `cap`. `false`: do not wait.
   * @default { base: 500, cap: 8_000 }
   */
  backoff?: { base?: number | undefined; cap?: number | undefined } | false | undefined;
  /**
   * `true`: the call may be retried as a GET is, since sending it twice does no harm. For a POST or
   * PATCH that is safe for a reason that the client cannot see. One with an `Idempotency-Key` among
   * its operation's own headers (`params.header`) is retried without it.
   * @default false
   */
  safeToRetry?: boolean | undefined;
  /** `false`: the client's retry budget does not count for this call. */
  retryBudget?: false | undefined;
  /**
   * The most that a response's body may hold, in bytes after decompression. `false`: no limit.
   * @default 33_554_432 (32 MiB)
   */
  maxBodyBytes?: number | false | undefined;
  /**
   * Called with each response of the call: its status and headers, for instance the request id for
   * a line of a log. What it throws or rejects with is ignored.
   */
  onResponse?: ((response: ResponseEvent) => unknown) | undefined;
  /** Ends the call, in an attempt or in a wait, with a `KapsoAbortedError`. */
  signal?: AbortSignal | undefined;
  /**
   * Sent with the request. `undefined` leaves out one that the client would send, whatever the case
   * of its name. `X-API-Key` is always the client's own.
   */
  headers?: HeadersInput | undefined;
}

/** What the client needs of a document at run time, of its generated `specification`. */
export type DocumentFacts = Pick<Specification, "document" | "baseUrl" | "keyHeader"> &
  Partial<Pick<Specification, "version" | "sha256" | "otherBodies">>;

/** What {@link createKapsoClient} takes. */
export interface KapsoClientOptions extends Omit<CallOptions, "retryBudget" | "safeToRetry"> {
  /**
   * The project's key, or a function that fetches it. A function is called once, however many
   * calls wait for it, and again after a 401, so that a rotated key works without a restart.
   * White space around the key is cut.
   * @default the environment variable `KAPSO_API_KEY`
   */
  apiKey?: string | (() => string | Promise<string>) | undefined;
  /**
   * Where the API is. The key goes to this origin and to no other. Must be `https:`. Plain `http:` is
   * for hosts that the public internet cannot have: loopback (`127.0.0.0/8`, `[::1]`), names without
   * a dot (`localhost`, a service of Docker Compose; three characters or more), and names under
   * `.localhost`, `.test` and `.internal`.
   * @default the environment variable `KAPSO_BASE_URL`, or the document's own:
   *   "https://api.kapso.ai/platform/v1"
   */
  baseUrl?: string | URL | undefined;
  /**
   * What sends the requests: a proxy's, a test's. It is called once per attempt, with the key in
   * the headers, and must leave redirects alone (`redirect: "manual"`).
   * @default globalThis.fetch, looked up at each call
   */
  fetch?: Fetch | undefined;
  /**
   * Keeps a failing service from being sent a multiple of its traffic: `capacity` is how many
   * retries the client's calls have together. A retry that succeeds gives its place back, a call that
   * succeeds at once gives back 0.2 of one, a retry that fails takes a fifth of the capacity. A 429
   * with `Retry-After` is retried for free. `false`: as many retries as the calls themselves allow.
   * @default { capacity: 500 }
   */
  retryBudget?: { capacity?: number | undefined } | false | undefined;
  /** Called as calls go on. */
  hooks?: KapsoHooks | readonly KapsoHooks[] | undefined;
  /** Where events are written; `console` and pino fit. Never gets the key, a token or a query. */
  logger?: Logger | undefined;
  /**
   * The lowest level that is written: `debug` is each request and response, `info` 4xx,
   * `warn` 5xx and retries, `error` calls that throw, `silent` nothing.
   * @default "info"
   */
  logLevel?: LogLevel | undefined;
  /**
   * The OpenAPI document, from which errors, hooks and logs take the `operationId` of every call:
   * `@shared/kapso-types/openapi-platform.json`. Left out of the client itself for its size.
   */
  description?: { readonly paths: Readonly<Record<string, object>> } | undefined;
  /**
   * Another document than the Kapso Platform API, of `specs/`: where its API is, and the header that
   * takes the key. Give its types as well: `createKapsoClient<CallTable>({ specification })`.
   * @default that of `@shared/kapso-types`
   */
  specification?: DocumentFacts | undefined;
  /**
   * Allows the client to be made in a browser, in a page or a worker, where anyone who opens the
   * page can read the key. A test under jsdom or happy-dom does not need it.
   * @default false
   */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** What an option must be for `typeof`; empty where the option's own reader checks the value. */
type OptionKind = "" | "function" | "boolean" | "object";

export const callOptionKinds: Record<keyof CallOptions, OptionKind> = {
  timeout: "",
  totalTimeout: "",
  maxRetries: "",
  backoff: "",
  safeToRetry: "boolean",
  retryBudget: "",
  maxBodyBytes: "",
  onResponse: "function",
  signal: "",
  headers: "",
};

export const clientOptionKinds: Record<keyof KapsoClientOptions, OptionKind> = {
  ...callOptionKinds,
  apiKey: "",
  baseUrl: "",
  fetch: "function",
  hooks: "",
  logger: "",
  logLevel: "",
  description: "object",
  specification: "object",
  dangerouslyAllowBrowser: "boolean",
};

/**
 * Rejects an option that does not exist, which would be ignored: a misspelt `baseURL` sends the key
 * to the default host. `false` and `undefined` leave an option out.
 */
export function checkOptions(
  given: unknown,
  kinds: Readonly<Record<string, OptionKind>>,
  owner: string,
): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    rejectKind(owner, "an object", given);
  }
  for (const name in given) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    const value: unknown = given[name as never];
    if (kind === undefined) {
      const names = Object.keys(kinds);
      reject(
        name,
        `is not known in ${owner}.${didYouMean(name, names)} Expected ${names.join(", ")}.`,
      );
    }
    if (kind && value !== undefined && value !== false && typeof value !== kind) {
      rejectKind(name, `a ${kind}`, value);
    }
  }
}

/** A number of an option, or its default; rejects what is none, such as `NaN` and a string. */
export function readNumber(name: string, value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && value >= 0) return value;
  rejectKind(name, "a number from 0 on", value);
}

/** A variable of the environment, where there is one. */
export function readEnvironment(name: string): string | undefined {
  try {
    const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
    return process?.env?.[name];
  } catch {
    // Deno needs a permission to read the environment, and may not have it.
    return undefined;
  }
}

/** Names the call's operation: an option that the public type does not have. */
export const operationKey: unique symbol = Symbol.for("@shared/kapso-client/operation");

/** Call options as functions of this package pass them on. */
export interface InternalCallOptions extends CallOptions {
  [operationKey]?: string;
}
