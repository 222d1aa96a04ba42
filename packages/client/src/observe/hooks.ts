import type { KapsoError } from "../errors/kapso-error.ts";

/** What every event says of its call. */
export interface CallEvent {
  /** The same object in every event of one call: a key for a `WeakMap`. */
  readonly call: object;
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The path as the OpenAPI document writes it, `{…}` included. */
  readonly path: string;
  /** The `operationId`, where the client has it. */
  readonly operation: string | undefined;
}

/** A request is about to be sent. */
export interface RequestEvent extends CallEvent {
  /** Which attempt of the call this is, from 1 on. */
  readonly attempt: number;
  /** Where it goes, without the query, which can name people. */
  readonly url: string;
  /** What will be sent, without the API key. May be added to, for instance `traceparent`. */
  readonly headers: Headers;
}

/** A response has come, whatever its status, and its body has been read. */
export interface ResponseEvent extends CallEvent {
  /** Which attempt of the call it belongs to, from 1 on. */
  readonly attempt: number;
  /** The HTTP status. */
  readonly status: number;
  /** Milliseconds of this attempt. */
  readonly duration: number;
  /** Those worth having, in lower case; all others may hold secrets. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An attempt failed and would be retried, but the client's retry budget is used up. */
export interface RetrySkippedEvent extends CallEvent {
  /** Which attempt of the call failed, from 1 on. */
  readonly attempt: number;
  /** The status, or why there was none. */
  readonly reason: number | string;
  /** Milliseconds of this attempt. */
  readonly duration: number;
}

/** An attempt failed; the next one follows after a wait. */
export interface RetryEvent extends RetrySkippedEvent {
  /** Milliseconds until the next. */
  readonly wait: number;
}

/** A call is about to throw. */
export interface ErrorEvent extends CallEvent {
  /** How many requests were sent. */
  readonly attempts: number;
  /** A {@link KapsoError}, unless middleware threw another error. */
  readonly error: KapsoError | unknown;
  /** Milliseconds of the whole call. */
  readonly duration: number;
}

/**
 * Called as a call goes on. What a hook throws or rejects with is logged and ignored; the call does
 * not wait for a promise that it returns.
 *
 * An error status ends in `onResponse`: the verbs do not throw on it, `unwrap` does so later.
 */
export interface KapsoHooks {
  /** Before each attempt. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** After each response, whatever its status. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** After each attempt that will be retried. */
  onRetry?: ((event: RetryEvent) => unknown) | undefined;
  /** After an attempt that the client's retry budget keeps from being retried. */
  onRetrySkipped?: ((event: RetrySkippedEvent) => unknown) | undefined;
  /** Before a call throws. */
  onError?: ((event: ErrorEvent) => unknown) | undefined;
}
