import type { ConnectionFailure } from "../errors/error-classes.ts";
import type { Observer } from "../observe/observer.ts";
import type { Fetch, FetchInit } from "../options.ts";
import type { ApiKeys } from "./api-key.ts";
import { type Call, withoutQuery } from "./call.ts";
import { type Ending, type Limits, within } from "./deadline.ts";
import { failureKind, failureOf } from "./failure-kind.ts";
import type { Sendable } from "./messages.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { isReadable, toResponse } from "./to-response.ts";

/** What an attempt is made with. */
export interface AttemptParts {
  readonly keys: ApiKeys;
  /** The header that the key is sent in. */
  readonly keyHeader: string;
  /** The one origin that the key may go to, with a slash at its end. */
  readonly origin: string;
  readonly fetch: Fetch;
  /** `undefined` when there are no hooks: then no event is made. */
  readonly observer: Observer | undefined;
}

/** Why an attempt has no response that the call can end with. */
export type Failure =
  | ConnectionFailure
  | "aborted"
  | "no key"
  | "misuse"
  | "redirect"
  | "followed"
  | "too large";

/** What an attempt came to. */
export interface Outcome {
  /** Whether the request was handed to `fetch`. */
  readonly sent: boolean;
  /** `undefined`: the response came, with its whole body or with an error status. */
  readonly failure: Failure | undefined;
  /** The status, also where the body broke off. */
  readonly status: number | undefined;
  /** The seconds to wait, as the response says. */
  readonly retryAfter: number | undefined;
  /** The key that was sent. */
  readonly key: string | undefined;
  readonly response: Response | undefined;
  /** The response's body, after decompression. */
  readonly bytes: Uint8Array | undefined;
  /** What `fetch` threw. */
  readonly error: unknown;
  /** The option whose time was up. */
  readonly limit: "timeout" | "totalTimeout" | undefined;
  /** When it began, on the clock of `performance.now()`. */
  readonly started: number;
  readonly duration: number;
}

/**
 * Sends a request once and reads the response, until the time is up, a signal fires, or the body
 * is larger than `maxBodyBytes`: its declared length is checked first, and what arrives is counted
 * after decompression. Rejects only when there is no key.
 */
export function attemptOnce(parts: AttemptParts, call: Call, request: Sendable): Promise<Outcome> {
  const { event, settings } = call;
  const { url, method, body } = request;
  const started = performance.now();
  const left = call.deadline - started;
  let key: string | undefined;
  let awaited: Promise<string> | undefined;
  let sent = false;
  let response: Response | undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  return within(Math.min(settings.timeout, left), signalsOf(call, request), attempt, onEnd);

  // One function for key, sending and reading, since each more costs every call a microsecond.
  async function attempt(limits: Limits): Promise<Outcome> {
    let headers: HeadersInit = request.headers;
    if (parts.observer) {
      const shown = new Headers(headers);
      parts.observer.emit("onRequest", {
        ...event,
        attempt: call.attempts.length + 1,
        url: withoutQuery(url),
        headers: shown,
      });
      headers = Object.fromEntries(shown);
    }
    if (url.startsWith(parts.origin)) {
      const given = parts.keys.get(call.refusedKey);
      // A key that is there already takes no turn of the event loop.
      if (typeof given === "string") key = given;
      else {
        awaited = given;
        key = await given;
      }
      headers = { ...headers, [parts.keyHeader]: key };
    }
    if (limits.ended) return outcome();
    sent = true;
    try {
      const { signal } = limits;
      const init: FetchInit = { method, headers, body: body ?? null, redirect: "manual", signal };
      // Checked, and brought to a whole `Response`, before it is read.
      const came = (await parts.fetch(url, init)) as Response;
      response = isReadable(came) ? came : await toResponse(came);
      // A redirect's body says nothing; that of a fetch that ignored its signal comes too late.
      const redirect = redirectOf(response);
      if (limits.ended || redirect) {
        response.body?.cancel().catch(() => {});
        return outcome(redirect);
      }
      reader = response.body?.getReader();
      const chunks: Uint8Array[] = [];
      let size = 0;
      let tooLarge = Number(response.headers.get("content-length")) > settings.maxBodyBytes;
      while (reader && !tooLarge) {
        const { done, value } = await reader.read();
        if (done) break;
        chunks.push(value);
        size += value.byteLength;
        tooLarge = size > settings.maxBodyBytes;
      }
      if (tooLarge) {
        breakOff();
        return outcome("too large");
      }
      return outcome(undefined, chunks.length === 1 ? chunks[0] : joined(chunks, size));
    } catch (error) {
      breakOff();
      return outcome(response ? failureKind(error) : failureOf(error), undefined, error);
    }
  }

  function onEnd(why: Ending): Outcome {
    breakOff();
    if (why === "aborted") return outcome("aborted");
    const limit = left < settings.timeout ? "totalTimeout" : "timeout";
    if (!awaited || key !== undefined) return outcome("timeout", undefined, undefined, limit);
    parts.keys.giveUp(awaited);
    return outcome("no key", undefined, undefined, limit);
  }

  /** An abandoned body keeps its connection busy. Cancelling one that has failed already rejects. */
  function breakOff(): void {
    reader?.cancel().catch(() => {});
  }

  function outcome(
    failure?: Failure,
    bytes?: Uint8Array,
    error?: unknown,
    limit?: Outcome["limit"],
  ): Outcome {
    const ok = response?.ok;
    // An error status says enough, also where the body is missing.
    const enough = ok === false && !/aborted|redirect|followed/.test(`${failure}`);
    return {
      sent,
      failure: enough ? undefined : failure,
      status: response?.status,
      retryAfter: ok === false ? parseRetryAfter(response?.headers.get("retry-after")) : undefined,
      key,
      response,
      bytes,
      error,
      limit,
      started,
      duration: performance.now() - started,
    };
  }
}

/** The client's, the call's, and those that a middleware put on the request. */
export function signalsOf({ settings }: Call, request: Sendable): readonly AbortSignal[] {
  return request.signals.length === 0
    ? settings.signals
    : [...settings.signals, ...request.signals];
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}

/** 3xx; or what a browser shows of one; or a `fetch` that has followed one already. */
function redirectOf({ status, type, redirected }: Response): Failure | undefined {
  if (redirected) return "followed";
  const is3xx = status >= 300 && status < 400 && status !== 304;
  return is3xx || type === "opaqueredirect" ? "redirect" : undefined;
}
