import type { Failure } from "./attempt.ts";

/** What an attempt's end means for a call. */
export interface RetryDecision {
  /** Whether the request may be sent again. */
  readonly retry: boolean;
  /** Whether the request may have taken effect although it failed. */
  readonly mayHaveHappened: boolean;
}

/**
 * The retry table: what a status, or the reason for having none, allows for a method.
 *
 * A 429 was refused before anything happened, and a request without a connection never left, so
 * both may be retried whatever the method. All else that fails may have happened.
 */
export function decideRetry(
  method: string,
  end: number | Failure,
  safeToRetry = false,
): RetryDecision {
  switch (end) {
    case 429:
    case "dns":
    case "refused":
    case "unreachable":
    case "tls":
      return { retry: true, mayHaveHappened: false };
    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
    case "reset":
    case "timeout":
    case "unknown":
      return {
        retry: safeToRetry || /^(GET|HEAD|OPTIONS|PUT|DELETE)$/.test(method),
        mayHaveHappened: changesSomething(method),
      };
    case "no key":
    case "redirect":
      return { retry: false, mayHaveHappened: false };
    case "aborted":
    case "misuse":
    case "followed":
    case "too large":
      return { retry: false, mayHaveHappened: changesSomething(method) };
    default:
      return { retry: false, mayHaveHappened: end >= 500 && changesSomething(method) };
  }
}

/** Whether a method changes something: to read twice does no harm. */
export function changesSomething(method: string): boolean {
  return !/^(GET|HEAD|OPTIONS)$/.test(method);
}

/** Exponential back-off with full jitter: anything up to a ceiling that doubles, and is capped. */
export function backoffDelay(
  attempt: number,
  { base, cap }: { base: number; cap: number },
  random: () => number = Math.random,
): number {
  return random() * Math.min(cap, base * 2 ** (attempt - 1));
}
