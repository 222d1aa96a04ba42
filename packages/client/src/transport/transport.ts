import { safeCause } from "../errors/safe-cause.ts";
import type { Observer } from "../observe/observer.ts";
import { LightRequest } from "../openapi-fetch.ts";
import type { Fetch } from "../options.ts";
import { worthwhileHeaders } from "../redact.ts";
import type { ApiKeys } from "../request/api-key.ts";
import { BodyTooLarge, rebuild, withText } from "./answer.ts";
import { attemptOnce, isRedirect, type Outcome } from "./attempt.ts";
import { type Call, describeCall } from "./call.ts";
import { pause, type Watch, watch } from "./deadline.ts";
import { abortedError, connectionError, redirectError, tooLargeError } from "./failures.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { backoffDelay, changesSomething, judge } from "./retry-policy.ts";
import { type Sendable, toSendable } from "./sendable.ts";

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
export function createTransport({
  keys,
  origin,
  fetch,
  budget,
  observer,
}: TransportParts): Transport {
  return async function transport(given, call) {
    const { settings, method, attempts } = call;
    const light = given instanceof LightRequest;
    const request = light ? given : await toSendable(given);
    const signals = [...settings.signals, ...request.signals];
    const key = createKeyForCall(request);
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
          key.remove();
          announce(call, request);
          const adding = key.add(attempt);
          // A key that is known takes no turn of the event loop.
          if (adding) await adding;
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

      const verdict = judge(
        method,
        typeof failure === "string" ? failure : (response?.status ?? 0),
      );
      const undecided = attempt.ended === "aborted" || failure instanceof BodyTooLarge;
      if (outcome && (verdict.ambiguous || (undecided && changesSomething(method)))) {
        call.mayHaveHappened = true;
      }
      if (attempt.ended === "aborted") throw aborted(response);
      if (failure instanceof BodyTooLarge) throw tooLargeError(call, failure, details(response));
      if (response && !failure && isRedirect(response)) {
        throw redirectError(call, response, details(response));
      }
      // Nothing has happened on a 401, so the call may go out again with a newer key.
      if (response?.status === 401 && (await key.renew(call.deadline, signals))) continue;

      const wait = verdict.repeat && outcome ? waitBefore(call, response) : undefined;
      if (wait !== undefined) {
        Object.assign(attempts.at(-1) ?? {}, { wait });
        const reason = response?.status ?? String(failure);
        const attempt = attempts.length;
        observer.emit("onRetry", () => ({ ...call.event, attempt, reason, duration, wait }));
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

  /** The key of one call: where it may go, which it is, and whether there is a newer one. */
  function createKeyForCall({ url, headers }: Sendable) {
    const mayHaveKey = url.startsWith(`${origin}/`);
    let sent: string | undefined;
    let refused: string | undefined;
    const set = (key: string | undefined): undefined => {
      sent = key;
      if (key !== undefined) headers.set("X-API-Key", key);
    };
    return {
      /** A key of an earlier attempt is no business of the hooks. */
      remove(): void {
        if (mayHaveKey) headers.delete("X-API-Key");
      },
      add(attempt: Watch): Promise<void> | undefined {
        if (!mayHaveKey) return undefined;
        const key = keys.get(refused);
        if (typeof key === "string") return set(key);
        return attempt.during(key, () => undefined).then(set);
      },
      /** Once a call. Who has no newer key, or fails to say, leaves it at the 401. */
      async renew(deadline: number, signals: readonly AbortSignal[]): Promise<boolean> {
        if (sent === undefined || refused !== undefined) return false;
        refused = sent;
        const asking = watch(deadline - performance.now(), signals);
        const newer = await asking
          .during(Promise.resolve(keys.get(refused)), () => refused)
          .catch(() => refused);
        asking.release();
        return newer !== refused;
      },
    };
  }

  function announce({ event, attempts }: Call, { url, headers }: Sendable): void {
    observer.emit("onRequest", () => {
      const attempt = attempts.length + 1;
      return { ...event, attempt, url: url.replace(/[?#].*/s, ""), headers };
    });
  }

  function note(call: Call, { response, failure }: Outcome, duration: number): void {
    const status = response?.status;
    call.attempts.push({
      at: Date.now() - duration,
      outcome: typeof failure === "string" ? failure : failure ? "too large" : "answered",
      ...(status !== undefined && { status }),
      duration,
    });
    if (!response) return;
    call.rateLimit(response.headers, status);
    observer.emit("onResponse", () => ({
      ...call.event,
      attempt: call.attempts.length,
      status: response.status,
      duration,
      headers: worthwhileHeaders(response.headers, keys.known()),
    }));
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
