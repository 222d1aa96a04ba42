import { worthwhileHeaders } from "../errors/redact.ts";
import type { RetrySkippedEvent } from "../observe/hooks.ts";
import { notify } from "../observe/observer.ts";
import { type AttemptParts, attemptOnce, type Outcome, signalsOf } from "./attempt.ts";
import type { Call } from "./call.ts";
import { pause, within } from "./deadline.ts";
import { decide } from "./decide.ts";
import { errorAfter } from "./failures.ts";
import { type Sendable, withBody } from "./messages.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { decideRetry } from "./retry-policy.ts";

/** What a transport is made of. */
export interface TransportParts extends AttemptParts {
  readonly budget: RetryBudget;
  /** Called with the headers of each response. */
  readonly onHeaders: (headers: Headers, status: number) => void;
}

/** Sends one call's request, again where the retry table allows it, and reads the response. */
export type Transport = (request: Sendable, call: Call) => Promise<Response>;

/** The loop in openapi-fetch's `fetch` slot: below its middleware, above the caller's `fetch`. */
export function createTransport(parts: TransportParts): Transport {
  const { keys, budget, observer, onHeaders } = parts;

  return async function transport(request, call) {
    call.url = request.url;
    for (;;) {
      const outcome = await attemptOnce(parts, call, request);
      if (outcome.sent) note(call, outcome);
      const { response, bytes, failure } = outcome;
      if (response) withBody(response, bytes);
      // Nothing of what follows is about a success.
      if (response?.ok && failure === undefined) return response;
      const signals = signalsOf(call, request);
      const free = isFree(call, outcome);
      let decision = decide(call, outcome, {
        now: performance.now(),
        inBudget: free || budget.available(),
      });
      call.mayHaveHappened ||= decision.mayHaveHappened;
      if (decision.next === "wait") {
        noteWait(call, outcome, decision.wait);
        if (!(await pause(decision.wait, signals))) {
          throw errorAfter({ ...outcome, failure: "aborted" }, call, signals, keys.known());
        }
        if (free || budget.take()) continue;
        // Other calls have used up the budget meanwhile: the attempt before the wait was the last.
        decision = decide(call, outcome, { now: performance.now(), inBudget: false });
      }
      if (decision.outOfBudget) noteSkip(call, outcome);
      if (decision.next === "newer-key") {
        call.refusedKey = outcome.key;
        if (await hasNewerKey(call, signals)) continue;
      }
      if (decision.next === "error" || !response) {
        throw errorAfter(outcome, call, signals, keys.known());
      }
      return response;
    }
  };

  /** A server that names the time to come back has planned for the retry. */
  function isFree({ settings }: Call, { status, retryAfter }: Outcome): boolean {
    return !settings.budgeted || (status === 429 && retryAfter !== undefined);
  }

  function count({ settings, attempts }: Call, { status, failure }: Outcome): void {
    if (!settings.budgeted || status === 429 || failure === "aborted") return;
    const failed = decideRetry("GET", failure ?? status ?? 0).retry;
    budget.record({ succeeded: !failed, isRetry: attempts.length > 1 });
  }

  function note(call: Call, outcome: Outcome): void {
    const { event, attempts } = call;
    const { response, failure, started, duration } = outcome;
    const status = response?.status;
    attempts.push({
      at: started,
      outcome: failure === undefined || failure === "redirect" ? "responded" : failure,
      status,
      duration,
    });
    count(call, outcome);
    if (!response || status === undefined) return;
    onHeaders(response.headers, status);
    const { onResponse } = call.settings;
    if (!observer && !onResponse) return;
    const headers = worthwhileHeaders(response.headers, keys.known());
    const made = { ...event, attempt: attempts.length, status, duration, headers };
    observer?.emit("onResponse", made);
    // A bug there must not lose the response, which may hold a token.
    notify(
      () => onResponse?.(made),
      () => {},
    );
  }

  function noteWait(call: Call, outcome: Outcome, wait: number): void {
    Object.assign(call.attempts.at(-1) ?? {}, { wait });
    observer?.emit("onRetry", { ...lastAttempt(call, outcome), wait });
  }

  function noteSkip(call: Call, outcome: Outcome): void {
    call.outOfBudget = true;
    observer?.emit("onRetrySkipped", lastAttempt(call, outcome));
  }

  function lastAttempt(
    { event, attempts }: Call,
    { status, failure, duration }: Outcome,
  ): RetrySkippedEvent {
    return { ...event, attempt: attempts.length, reason: status ?? String(failure), duration };
  }

  /** `false` also when the function that fetches the key fails: the call then ends with the 401. */
  function hasNewerKey(
    { refusedKey, deadline }: Call,
    signals: readonly AbortSignal[],
  ): Promise<boolean> {
    return within(
      deadline - performance.now(),
      signals,
      async () => (await keys.get(refusedKey)) !== refusedKey,
      () => false,
    ).catch(() => false);
  }
}
