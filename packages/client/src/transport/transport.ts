import { safeCause, worthwhileHeaders } from "../errors/redact.ts";
import type { Observer } from "../observe/observer.ts";
import { LightRequest } from "../openapi-fetch.ts";
import type { Fetch } from "../options.ts";
import { rebuild, withText } from "./answer.ts";
import type { ApiKeys } from "./api-key.ts";
import { attemptOnce, isRedirect, type Outcome } from "./attempt.ts";
import { type Call, describeCall, eventOf } from "./call.ts";
import { pause, watch } from "./deadline.ts";
import { abortedError, connectionError, redirectError, tooLargeError } from "./failures.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { backoffDelay, changesSomething, judge } from "./retry-policy.ts";
import { toSendable } from "./sendable.ts";

export interface TransportParts {
  keys: ApiKeys;
  /** The one origin that the key may go to. */
  origin: string;
  fetch: Fetch | undefined;
  budget: RetryBudget;
  /** Nobody listens when it is `undefined`, and no event is made. */
  observer: Observer | undefined;
  /** Is shown the headers of each answer. */
  onHeaders: (headers: Headers, status: number) => void;
}

/** Sends one call's request, again where the retry table allows it, and reads the answer. */
export type Transport = (request: LightRequest | Request, call: Call) => Promise<Response>;

/** The loop in openapi-fetch's `fetch` slot: beneath its middleware, above the caller's `fetch`. */
export function createTransport(parts: TransportParts): Transport {
  const { keys, fetch, budget, observer, onHeaders } = parts;
  const origin = `${parts.origin}/`;

  return async function transport(given, call) {
    const { settings, method, attempts } = call;
    const light = given instanceof LightRequest;
    const request = light ? given : await toSendable(given);
    const { url, headers } = request;
    const signals = light ? settings.signals : [...settings.signals, ...request.signals];
    const mayHaveKey = url.startsWith(origin);
    let sent: string | undefined;
    let refused: string | undefined;
    const details = (response?: Response) => describeCall(call, keys.known(), response);
    const aborted = (response?: Response) =>
      abortedError(call, details(response), signals.find((signal) => signal.aborted)?.reason);

    for (;;) {
      const started = performance.now();
      const left = call.deadline - started;
      const attempt = watch(Math.min(settings.timeout, left), signals);
      let outcome: Outcome | undefined;
      try {
        if (!attempt.ended) {
          // A key of an earlier attempt is no business of the hooks.
          if (mayHaveKey) headers.delete("X-API-Key");
          observer?.emit("onRequest", {
            ...eventOf(call),
            attempt: attempts.length + 1,
            url: url.replace(/[?#].*/s, ""),
            headers,
          });
          if (mayHaveKey) {
            const key = keys.get(refused);
            // A key that is known takes no turn of the event loop.
            sent = typeof key === "string" ? key : await attempt.during(key, () => undefined);
            if (sent !== undefined) headers.set("X-API-Key", sent);
          }
        }
        if (!attempt.ended) {
          const send = fetch ?? globalThis.fetch;
          outcome = await attemptOnce(send, request, attempt, settings.maxBodyBytes);
        }
      } finally {
        attempt.release();
      }
      const duration = performance.now() - started;
      if (outcome) note(call, outcome, duration);
      const { response } = outcome ?? {};
      const failure = outcome ? outcome.failure : "timeout";

      const tooLarge = failure === "too large";
      const verdict = judge(method, tooLarge ? "unknown" : (failure ?? response?.status ?? 0));
      const undecided = attempt.ended === "aborted" || tooLarge;
      if (outcome && (verdict.ambiguous || (undecided && changesSomething(method)))) {
        call.mayHaveHappened = true;
      }
      if (attempt.ended === "aborted") throw aborted(response);
      if (tooLarge) throw tooLargeError(call, details(response));
      if (response && !failure && isRedirect(response)) {
        throw redirectError(call, response, details(response));
      }
      // Nothing has happened on a 401, so the call may go out again with a newer key, once.
      if (response?.status === 401 && sent !== undefined && refused === undefined) {
        refused = sent;
        if (await hasNewerKey(refused, call.deadline, signals)) continue;
      }

      const wait = verdict.repeat && outcome ? waitBefore(call, response) : undefined;
      if (wait !== undefined) {
        Object.assign(attempts.at(-1) ?? {}, { wait });
        const reason = response?.status ?? String(failure);
        const attempt = attempts.length;
        observer?.emit("onRetry", { ...eventOf(call), attempt, reason, duration, wait });
        if (await pause(wait, signals)) continue;
        throw aborted(response);
      }

      if (outcome && !outcome.failure) {
        const { text } = outcome;
        call.answer = { response: outcome.response, text };
        return light ? withText(outcome.response, text) : rebuild(outcome.response, text);
      }
      const limit = left < settings.timeout ? "totalTimeout" : "timeout";
      throw connectionError(
        call,
        failure ?? "unknown",
        attempt.ended ? `${limit}: ${settings[limit]} ms` : undefined,
        details(response),
        outcome && safeCause(outcome.error, keys.known()),
      );
    }
  };

  /** Who has no newer key, or fails to say, leaves it at the 401. */
  async function hasNewerKey(
    refused: string,
    deadline: number,
    signals: readonly AbortSignal[],
  ): Promise<boolean> {
    const asking = watch(deadline - performance.now(), signals);
    const newer = await asking
      .during(Promise.resolve(keys.get(refused)), () => refused)
      .catch(() => refused);
    asking.release();
    return newer !== refused;
  }

  function note(call: Call, { response, failure }: Outcome, duration: number): void {
    const { attempts } = call;
    const status = response?.status;
    attempts.push({
      at: Date.now() - duration,
      outcome: failure ?? "answered",
      status,
      duration,
    });
    if (!response || status === undefined) return;
    onHeaders(response.headers, status);
    observer?.emit("onResponse", {
      ...eventOf(call),
      attempt: attempts.length,
      status,
      duration,
      headers: worthwhileHeaders(response.headers, keys.known()),
    });
  }

  /** How long to wait before a repetition; `undefined` when there must be none. */
  function waitBefore(call: Call, response: Response | undefined): number | undefined {
    const { settings, attempts, deadline } = call;
    const seconds = parseRetryAfter(response?.headers.get("retry-after") ?? null);
    const wait =
      seconds === undefined ? backoffDelay(attempts.length, settings.backoff) : seconds * 1000;
    const allowed =
      attempts.length <= settings.maxRetries &&
      // A wait that ends after the call does is not begun.
      performance.now() + wait < deadline &&
      (!settings.budgeted || budget.take());
    return allowed ? wait : undefined;
  }
}
