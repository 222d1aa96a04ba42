import { safeCause } from "../errors/safe-cause.ts";
import type { Observer } from "../observe/observer.ts";
import { LightRequest } from "../openapi-fetch.ts";
import type { Fetch } from "../options.ts";
import { worthwhileHeaders } from "../redact.ts";
import type { ApiKeys } from "../request/api-key.ts";
import { BodyTooLarge, rebuild, withText } from "./answer.ts";
import { attemptOnce, isRedirect, type Outcome } from "./attempt.ts";
import { type Call, describeCall } from "./call.ts";
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
  observer: Observer;
}

/** Sends one call's request, again where the retry table allows it, and reads the answer. */
export type Transport = (request: LightRequest | Request, call: Call) => Promise<Response>;

/** The loop in openapi-fetch's `fetch` slot: beneath its middleware, above the caller's `fetch`. */
export function createTransport(parts: TransportParts): Transport {
  const { keys, origin, budget, observer } = parts;

  return async function transport(given, call) {
    const { settings, method, attempts } = call;
    const request = await toSendable(given);
    const signals = [...settings.signals, ...request.signals];
    const mayHaveKey = request.url.startsWith(`${origin}/`);
    const details = (response?: Response) => describeCall(call, keys.known(), response);
    const aborted = (response?: Response) =>
      abortedError(call, details(response), signals.find((signal) => signal.aborted)?.reason);
    let key: string | undefined;
    let refusedKey: string | undefined;

    for (;;) {
      const started = performance.now();
      const left = call.deadline - started;
      const attempt = watch(Math.min(settings.timeout, left), signals);
      let outcome: Outcome | undefined;
      try {
        // A key of an earlier attempt is no business of the hooks.
        if (mayHaveKey) request.headers.delete("X-API-Key");
        observer.emit("onRequest", () => ({
          ...call.event,
          attempt: attempts.length + 1,
          url: request.url.replace(/[?#].*/s, ""),
          headers: request.headers,
        }));
        if (mayHaveKey) {
          const next = keys.get(refusedKey);
          key = typeof next === "string" ? next : await attempt.during(next, () => key);
          if (key !== undefined) request.headers.set("X-API-Key", key);
        }
        if (!attempt.ended) {
          const fetch = parts.fetch ?? globalThis.fetch;
          outcome = await attemptOnce(fetch, request, attempt, settings.maxBodyBytes);
        }
      } finally {
        attempt.release();
      }

      const duration = performance.now() - started;
      const { response } = outcome ?? {};
      const status = response?.status;
      const failure = outcome ? outcome.failure : "timeout";
      if (outcome) {
        attempts.push({
          at: Date.now() - duration,
          outcome: typeof failure === "string" ? failure : failure ? "too large" : "answered",
          ...(status !== undefined && { status }),
          duration,
        });
      }
      if (response) {
        call.rateLimit(response.headers, status);
        observer.emit("onResponse", () => ({
          ...call.event,
          attempt: attempts.length,
          status: response.status,
          duration,
          headers: worthwhileHeaders(response.headers, keys.known()),
        }));
      }

      const verdict = judge(method, typeof failure === "string" ? failure : (status ?? 0));
      const undecided = attempt.ended === "aborted" || failure instanceof BodyTooLarge;
      if (outcome && (verdict.ambiguous || (undecided && changesSomething(method)))) {
        call.mayHaveHappened = true;
      }
      if (attempt.ended === "aborted") throw aborted(response);
      if (failure instanceof BodyTooLarge) throw tooLargeError(call, failure, details(response));
      if (response && !failure && isRedirect(response)) {
        throw redirectError(call, response, details(response));
      }

      if (status === 401 && key !== undefined && refusedKey === undefined) {
        refusedKey = key;
        // Nothing has happened on a 401. Who has no newer key, or fails to say, leaves it at that.
        const again = watch(call.deadline - performance.now(), signals);
        const newer = await again
          .during(Promise.resolve(keys.get(key)), () => key)
          .catch(() => key);
        again.release();
        if (newer !== key) continue;
      }

      const asked = parseRetryAfter(response?.headers.get("retry-after") ?? null);
      const wait =
        asked === undefined ? backoffDelay(attempts.length, settings.backoff) : asked * 1000;
      if (
        outcome &&
        verdict.repeat &&
        attempts.length <= settings.maxRetries &&
        performance.now() + wait < call.deadline &&
        (!settings.budgeted || budget.take())
      ) {
        Object.assign(attempts.at(-1) ?? {}, { wait });
        observer.emit("onRetry", () => ({
          ...call.event,
          attempt: attempts.length,
          reason: status ?? String(failure),
          duration,
          wait,
        }));
        if (await pause(wait, signals)) continue;
        throw aborted(response);
      }

      if (outcome && !outcome.failure) {
        const { text } = outcome;
        call.answer = { response: outcome.response, text };
        return given instanceof LightRequest
          ? withText(outcome.response, text)
          : rebuild(outcome.response, text);
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
}
