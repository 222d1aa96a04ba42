import { expect, it } from "vitest";
import { readRateLimit } from "./rate-limit.ts";

const now = Date.parse("2026-06-01T12:00:00Z");
function read(headers: Record<string, string>, status = 200) {
  return readRateLimit(new Headers(headers), status, now);
}

it("reads what the headers say", () => {
  expect(read({ "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "0" })).toEqual({
    limit: 100,
    remaining: 0,
    blockedUntil: undefined,
    seenAt: new Date(now),
  });
});

it("says until when a 429 blocks, however absurd", () => {
  expect(read({ "Retry-After": "60" }, 429)?.blockedUntil).toEqual(new Date(now + 60_000));
  expect(read({ "Retry-After": "9".repeat(30) }, 429)?.blockedUntil).toEqual(new Date(8.64e15));
  expect(read({ "Retry-After": "60" }, 503)).toBeUndefined();
});

it.each([{}, { "X-RateLimit-Limit": "many" }, { "X-RateLimit-Remaining": "-1" }])(
  "says nothing of %j",
  (headers) => {
    expect(read(headers)).toBeUndefined();
  },
);
