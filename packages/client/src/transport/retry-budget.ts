import { checkOptions, type KapsoClientOptions, readNumber } from "../options.ts";

/** Keeps a failing service from being sent a multiple of its traffic. */
export interface RetryBudget {
  /** Whether a retry is left. */
  available(): boolean;
  /** Takes one retry out, if there is one. */
  take(): boolean;
  /** Counts how an attempt ended. A 429 says nothing about the service and is not to be passed. */
  record(attempt: { succeeded: boolean; isRetry: boolean }): void;
}

/** What a success that needed no retry adds. */
const refill = 0.2;

/**
 * A token bucket that successes refill. A retry costs one token, and a retry that succeeds gives it
 * back, so that a short fault costs nothing. A retry that fails costs a fifth of the capacity, so that
 * a service which is down sees about five retries of a client, whatever its traffic.
 */
export function createRetryBudget(options: KapsoClientOptions["retryBudget"]): RetryBudget {
  if (options === false) return { available: () => true, take: () => true, record() {} };
  checkOptions(options ?? {}, { capacity: "" }, "retryBudget");
  const capacity = readNumber("retryBudget.capacity", options?.capacity, 500);
  let tokens = capacity;
  const available = (): boolean => tokens >= 1;
  return {
    available,
    take() {
      const taken = available();
      if (taken) tokens -= 1;
      return taken;
    },
    record({ succeeded, isRetry }) {
      const change = succeeded ? (isRetry ? 1 : refill) : isRetry ? -capacity / 5 : 0;
      tokens = Math.max(0, Math.min(capacity, tokens + change));
    },
  };
}
