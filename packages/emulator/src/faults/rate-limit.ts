/** The result of a rate limit for a request. */
export interface RateVerdict {
  allowed: boolean;
  headers: Readonly<Record<string, string>>;
}

/** Counts requests in windows of a minute and, for bursts, of a second; `now` is in milliseconds. */
export function createRateLimit(
  perMinute: number,
  perSecond?: number,
): (now: number) => RateVerdict {
  const minute = createWindow(60_000, perMinute);
  const second = perSecond === undefined ? undefined : createWindow(1_000, perSecond);
  return (now) => {
    const left = minute.left(now);
    const burst = (second?.left(now) ?? 1) <= 0;
    const allowed = left > 0 && !burst;
    if (allowed) {
      minute.take(now);
      second?.take(now);
    }
    const wait = left > 0 ? 1 : Math.ceil(minute.msToNext(now) / 1000);
    return {
      allowed,
      headers: {
        "X-RateLimit-Limit": String(perMinute),
        "X-RateLimit-Remaining": String(Math.max(0, allowed ? left - 1 : left)),
        ...(!allowed && { "Retry-After": String(wait) }),
      },
    };
  };
}

function createWindow(length: number, limit: number) {
  let start = Number.NEGATIVE_INFINITY;
  let count = 0;
  const roll = (now: number) => {
    // A window starts with the first request after the last one has ended.
    if (now - start >= length || now < start) {
      start = now;
      count = 0;
    }
  };
  return {
    left: (now: number): number => {
      roll(now);
      return limit - count;
    },
    take: (now: number): void => {
      roll(now);
      count += 1;
    },
    msToNext: (now: number): number => start + length - now,
  };
}
