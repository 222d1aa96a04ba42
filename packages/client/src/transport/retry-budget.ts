import type { KapsoClientOptions } from "../options.ts";

/** Keeps a failing service from being sent a multiple of its traffic. */
export interface RetryBudget {
  /** Takes one retry out, or answers `false` when none is left. */
  take(): boolean;
}

/** A token bucket: `capacity` retries at once, and `perSecond` more as time goes by. */
export function createRetryBudget(
  options: KapsoClientOptions["retryBudget"],
  now: () => number = () => performance.now(),
): RetryBudget {
  if (options === false) return { take: () => true };
  const { capacity = 20, perSecond = 1 } = options ?? {};
  let tokens = capacity;
  let filled = now();
  return {
    take() {
      const time = now();
      tokens = Math.min(capacity, tokens + ((time - filled) / 1000) * perSecond);
      filled = time;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
