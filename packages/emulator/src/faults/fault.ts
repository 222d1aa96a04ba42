import type { Json } from "../json.ts";

/**
 * The shapes in which errors of this API are seen on the wire:
 * `error` is `{error}`, the documented one; `error-code` is `{error, code}`; `meta` is
 * `{error, error_kind, meta_error_code, meta_trace_id}`; `message` is `{message, detail}` without
 * `error`; `nested` is `{error: {message, code, type}}`; `json-in-string` is an `error` string that
 * itself holds JSON; `html` is a proxy's page; `empty` is nothing at all.
 */
export type ErrorShape =
  | "error"
  | "error-code"
  | "meta"
  | "message"
  | "nested"
  | "json-in-string"
  | "html"
  | "empty";

/** What happens to a request that a fault is for. */
export type FaultEffect =
  /** An answer with a status; `when: "after"` means that the request did have its effect. */
  | {
      readonly kind: "status";
      readonly status: number;
      /** @default "error" */
      readonly shape?: ErrorShape;
      /** A body of your own, instead of one of the shapes. */
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
      /** @default "before" */
      readonly when?: "before" | "after";
    }
  /** The answer takes `ms` longer, on the emulator's clock; other faults may follow. */
  | { readonly kind: "delay"; readonly ms: number; readonly when?: "before" | "after" }
  /** The connection is reset without an answer, before or after the request had its effect. */
  | { readonly kind: "reset"; readonly when?: "before" | "after" }
  /** The connection is reset at once; the request has its effect `ms` later all the same. */
  | { readonly kind: "late"; readonly ms: number }
  /** The request has its effect; half of the answer's body arrives, then the connection ends. */
  | { readonly kind: "half-body" }
  /**
   * Requests beyond `per_minute` get 429 with `Retry-After` until the minute is over, those beyond
   * `per_second` with `Retry-After: 1`; all carry `X-RateLimit-Limit` and `X-RateLimit-Remaining`.
   */
  | { readonly kind: "rate-limit"; readonly per_minute: number; readonly per_second?: number };

/** A fault: what happens, to which requests, and how often. */
export type Fault = FaultEffect & {
  /** Only for this operation of the description, such as `createInboxEmbed`. */
  readonly operation_id?: string;
  /** Only for this method, such as `POST`. */
  readonly method?: string;
  /** Only for this path, with or without the API's base; `*` stands for anything. */
  readonly path?: string;
  /**
   * How many requests it happens to.
   * @default 1; no end for a fault with `share`, and for a rate limit
   */
  readonly times?: number;
  /** The share of matching requests that it happens to, from 0 to 1, drawn by `seed`. */
  readonly share?: number;
  /**
   * Where the draws of `share` start; the same seed gives the same run.
   * @default 1
   */
  readonly seed?: number;
};

/** A fault that is switched on. */
export type ActiveFault = Fault & {
  readonly id: string;
  /** How many requests it has happened to. */
  readonly hits: number;
};

/** Switches faults on and off. */
export type Faults = {
  /**
   * Switches a fault on, behind those that are on already.
   *
   * @throws Error with a sentence when the fault is not well-formed.
   */
  readonly add: (fault: Fault) => ActiveFault;
  /** Those that are switched on, in their order. */
  readonly list: () => readonly ActiveFault[];
  /** Switches one off; false when there is none with that id. */
  readonly remove: (id: string) => boolean;
  /** Switches all of them off. */
  readonly clear: () => void;
};
