import { parseRetryAfter } from "./retry-after.ts";

/** What the API last said about the limit on this key. */
export interface RateLimit {
  /** Calls per minute (`X-RateLimit-Limit`). */
  readonly limit: number | undefined;
  /** Calls left in this minute (`X-RateLimit-Remaining`). */
  readonly remaining: number | undefined;
  /** When the API takes calls again, after a 429 that said so. */
  readonly blockedUntil: Date | undefined;
  /** When the API said it. */
  readonly seenAt: Date;
}

/** Reads the limit from a response's headers; `undefined` when they do not have it. */
export function readRateLimit(
  headers: Headers,
  status: number | undefined,
  now: number = Date.now(),
): RateLimit | undefined {
  const limit = count(headers.get("x-ratelimit-limit"));
  const remaining = count(headers.get("x-ratelimit-remaining"));
  const seconds = status === 429 ? parseRetryAfter(headers.get("retry-after"), now) : undefined;
  if (limit === undefined && remaining === undefined && seconds === undefined) return undefined;
  // The latest moment that a Date can hold.
  const blocked = seconds === undefined ? undefined : Math.min(now + seconds * 1000, 8.64e15);
  return {
    limit,
    remaining,
    blockedUntil: blocked === undefined ? undefined : new Date(blocked),
    seenAt: new Date(now),
  };
}

function count(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
