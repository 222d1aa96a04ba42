import type { Json } from "../json.ts";

/**
 * The shapes in which errors of this API are seen on the wire:
 * `error` is `{error}`, the documented one; `error-code` is `{error, code}`; `meta` is
 * `{error, error_kind, meta_error_code, meta_trace_id}`; `message` is `{message, detail}` without
 * `error`; `nested` is `{error: {message, code, type}}`; `json-in-string` is an `error` string that
 * contains JSON; `html` is a proxy's page; `empty` is no body.
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

/** What happens to a request that a fault, or a step of a sequence, matches. */
export type FaultEffect =
  /** Nothing happens; later faults do not happen to the request either. */
  | { kind: "pass" }
  /** A response with a status; `when: "after"` means that the request has its effect first. */
  | {
      kind: "status";
      status: number;
      /** @default "error" */
      shape?: ErrorShape;
      /** Another body, instead of one of the shapes. */
      body?: Json;
      headers?: Readonly<Record<string, string>>;
      /** @default "before" */
      when?: "before" | "after";
    }
  /** The response takes `ms` longer, on the emulator's clock; other faults may follow. */
  | { kind: "delay"; ms: number; when?: "before" | "after" }
  /** The connection is reset without a response, before or after the request had its effect. */
  | { kind: "reset"; when?: "before" | "after" }
  /** The connection is reset at once; the request still has its effect, `ms` later. */
  | { kind: "late"; ms: number }
  /** The request has its effect; half of the response's body arrives, then the connection ends. */
  | { kind: "half-body" };

/** The effect of a fault. */
export type FaultKind =
  | FaultEffect
  /** The requests meet one step each, in order: `times` rounds of them, 1 by default. */
  | { kind: "sequence"; steps: readonly FaultEffect[] }
  /**
   * Requests beyond `per_minute` get 429 with `Retry-After` until the minute is over, those beyond
   * `per_second` with `Retry-After: 1`; all carry `X-RateLimit-Limit` and `X-RateLimit-Remaining`.
   */
  | { kind: "rate-limit"; per_minute: number; per_second?: number };

/** A fault: what happens, to which requests, and how often. */
export type Fault = FaultKind & {
  /** Only for this operation of the spec, such as `createInboxEmbed`. */
  operation_id?: string;
  /** Only for this method, such as `POST`. */
  method?: string;
  /**
   * Only for this path, with or without the API's base; `*` stands for anything.
   * @default any path of the API; a page, such as `/embed/*`, must be named
   */
  path?: string;
  /**
   * How many requests it happens to; for a sequence, how many rounds of its steps.
   * @default 1; no end for a fault with `share`, and for a rate limit
   */
  times?: number;
  /** The share of matching requests that it happens to, from 0 to 1, drawn by `seed`. */
  share?: number;
  /**
   * The start of the random numbers of `share`; the same seed gives the same run.
   * @default 1
   */
  seed?: number;
};

/** A fault that is switched on. */
export type ActiveFault = Fault & {
  id: string;
  /** How many requests it has happened to. */
  hits: number;
};

/** Switches faults on and off. */
export interface Faults {
  /**
   * Switches a fault on, behind those that are on already.
   *
   * @throws Error when the fault is not well-formed.
   */
  add(fault: Fault): ActiveFault;
  /**
   * Switches several on, in this order; none of them when one is not well-formed.
   *
   * @throws Error that names the fault that is not well-formed.
   */
  addAll(faults: readonly Fault[]): readonly ActiveFault[];
  /** Those that are switched on, in their order. */
  list(): readonly ActiveFault[];
  /** Switches one off; false when there is none with that id. */
  remove(id: string): boolean;
  /** Switches all of them off. */
  clear(): void;
}
