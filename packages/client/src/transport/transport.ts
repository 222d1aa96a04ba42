import { worthwhileHeaders } from "../errors/redact.ts";
import { LightRequest } from "../openapi-fetch.ts";
import { type AttemptParts, attemptOnce, type Outcome, signalsOf } from "./attempt.ts";
import type { Call } from "./call.ts";
import { pause, within } from "./deadline.ts";
import { decide } from "./decide.ts";
import { errorAfter } from "./failures.ts";
import { rebuild, toSendable, withText } from "./messages.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** What a transport is made of. */
export interface TransportParts extends AttemptParts {
  readonly budget: RetryBudget;
  /** Called with the headers of each response. */
  readonly onHeaders: (headers: Headers, status: number) => void;
}

/** Sends one call's request, again where the retry table allows it, and reads the response. */
export type Transport = (request: LightRequest | Request, call: Call) => Promise<Response>;

/** The loop in openapi-fetch's `fetch` slot: below its middleware, above the caller's `fetch`. */
export function createTransport(parts: TransportParts): Transport {
  const { keys, budget, observer, onHeaders } = parts;

  return async function transport(given, call) {
    const request = given instanceof LightRequest ? given : await toSendable(given);
    const { budgeted } = call.settings;
    for (;;) {
      const outcome = await attemptOnce(parts, call, request);
      if (outcome.sent) note(call, outcome);
      const inBudget = !budgeted || budget.available();
      const decision = decide(call, outcome, { now: performance.now(), inBudget });
      call.mayHaveHappened ||= decision.mayHaveHappened;
      const { response, text } = outcome;
      const signals = signalsOf(call, request);
      if (decision.next === "wait") {
        if (budgeted) budget.take();
        noteWait(call, outcome, decision.wait);
        if (await pause(decision.wait, signals)) continue;
        throw errorAfter({ ...outcome, failure: "aborted" }, call, signals, keys.known());
      }
      if (decision.next === "newer-key") {
        call.refusedKey = outcome.key;
        if (await hasNewerKey(call, signals)) continue;
      }
      if (decision.next === "error" || !response) {
        throw errorAfter(outcome, call, signals, keys.known());
      }
      return request === given ? withText(response, text) : rebuild(response, text);
    }
  };

  function note({ event, attempts }: Call, { response, failure, duration }: Outcome): void {
    const status = response?.status;
    attempts.push({
      at: Date.now() - duration,
      outcome: failure === undefined || failure === "redirect" ? "answered" : failure,
      status,
      duration,
    });
    if (!response || status === undefined) return;
    onHeaders(response.headers, status);
    observer?.emit("onResponse", {
      ...event,
      attempt: attempts.length,
      status,
      duration,
      headers: worthwhileHeaders(response.headers, keys.known()),
    });
  }

  function noteWait({ event, attempts }: Call, outcome: Outcome, wait: number): void {
    Object.assign(attempts.at(-1) ?? {}, { wait });
    const { status, failure, duration } = outcome;
    const reason = status ?? String(failure);
    observer?.emit("onRetry", { ...event, attempt: attempts.length, reason, duration, wait });
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
