import type { ConnectionFailure } from "../errors/error-classes.ts";

/** What an attempt's outcome means for a call. */
export interface Verdict {
  /** Whether the request may be sent again. */
  repeat: boolean;
  /** Whether the request may have taken effect. */
  ambiguous: boolean;
}

const NEVER_LEFT: readonly ConnectionFailure[] = ["dns", "refused", "unreachable", "tls"];
const PASSING: readonly number[] = [408, 500, 502, 503, 504];

/**
 * The retry table: what a status, or the reason for having none, allows for a method.
 *
 * A 429 was refused before anything happened, and a request without a connection never left, so
 * both may be repeated whatever the method. All else that fails is ambiguous.
 */
export function judge(method: string, outcome: number | ConnectionFailure): Verdict {
  if (outcome === 429) return { repeat: true, ambiguous: false };
  if (typeof outcome === "string" && NEVER_LEFT.includes(outcome))
    return { repeat: true, ambiguous: false };
  const failed = typeof outcome === "string" || PASSING.includes(outcome);
  const ambiguous = failed || outcome >= 500;
  return {
    repeat: failed && /^(GET|HEAD|OPTIONS|PUT|DELETE)$/.test(method),
    ambiguous: ambiguous && changesSomething(method),
  };
}

/** Whether a method's effect matters to who sent it: reading twice does not. */
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
