import type { Outcome } from "./attempt.ts";
import type { Call } from "./call.ts";
import { backoffDelay, decideRetry } from "./retry-policy.ts";

/** What follows an attempt. */
export type Decision = {
  /** Whether this attempt may have taken effect although it failed. */
  readonly mayHaveHappened: boolean;
  /** Whether the attempt would be retried if the client's retry budget were not used up. */
  readonly outOfBudget: boolean;
} & (
  | {
      /** `newer-key`: retry at once if there is a newer key, else end with the response. */
      readonly next: "response" | "error" | "newer-key";
    }
  | {
      readonly next: "wait";
      /** Milliseconds until the next attempt. */
      readonly wait: number;
    }
);

/** What a decision needs besides call and outcome. */
export interface Moment {
  /** The time, on the clock of the call's deadline. */
  readonly now: number;
  /** Whether the client's retry budget has a retry left for this call. */
  readonly inBudget: boolean;
}

/** What follows an attempt, by the retry table. Changes nothing. */
export function decide(
  { event, settings, attempts, deadline, refusedKey }: Call,
  { sent, status, failure, retryAfter, key }: Outcome,
  { now, inBudget }: Moment,
): Decision {
  const { retry, mayHaveHappened } = sent
    ? decideRetry(event.method, failure ?? status ?? 0, settings.safeToRetry)
    : { retry: false, mayHaveHappened: false };
  let outOfBudget = false;
  if (retry && attempts.length <= settings.maxRetries) {
    const wait =
      retryAfter === undefined
        ? backoffDelay(attempts.length, settings.backoff)
        : retryAfter * 1_000;
    // A wait that ends after the call does is not begun.
    if (now + wait < deadline) {
      if (inBudget) return { next: "wait", wait, mayHaveHappened, outOfBudget };
      outOfBudget = true;
    }
  }
  // Nothing has happened on a 401, so the call may be sent with a newer key, once.
  const mayRenew = status === 401 && key !== undefined && refusedKey === undefined;
  const next = failure !== undefined ? "error" : mayRenew ? "newer-key" : "response";
  return { next, mayHaveHappened, outOfBudget };
}
