import type { KapsoClientOptions } from "../options.ts";

/** Keeps a failing service from being sent a multiple of its traffic. */
export interface RetryBudget {
  /** Whether a retry is left. */
  available(): boolean;
  /** Takes one retry out. */
  take(): void;
}

/** A token bucket: `capacity` retries at once, and `perSecond` more as time goes by. */
export function createRetryBudget(
  options: KapsoClientOptions["retryBudget"],
  now: () => number = () => performance.now(),
): RetryBudget {
  if (options === false) return { available: () => true, take: () => {} };
  const { capacity = 20, perSecond = 1 } = options ?? {};
  let tokens = capacity;
  let filled = now();
  return {
    available() {
      const time = now();
      tokens = Math.min(capacity, tokens + ((time - filled) / 1000) * perSecond);
      filled = time;
      return tokens >= 1;
    },
    take() {
      tokens -= 1;
    },
  };
}
