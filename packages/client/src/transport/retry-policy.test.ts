import { expect, it } from "vitest";
import type { Failure } from "./attempt.ts";
import { backoffDelay, decideRetry } from "./retry-policy.ts";

const reads = ["GET", "HEAD", "OPTIONS"];
const idempotent = [...reads, "PUT", "DELETE"];
const methods = [...idempotent, "POST", "PATCH"];

it.each<number | Failure>([429, "dns", "refused", "unreachable", "tls"])(
  "%s: retried whatever the method, since nothing has happened",
  (outcome) => {
    for (const method of methods) {
      expect(decideRetry(method, outcome)).toEqual({ retry: true, mayHaveHappened: false });
    }
  },
);

it.each<number | Failure>([408, 500, 502, 503, 504, "reset", "timeout", "unknown"])(
  "%s: retried where that is harmless; a change may have happened",
  (outcome) => {
    for (const method of methods) {
      expect(decideRetry(method, outcome), method).toEqual({
        retry: idempotent.includes(method),
        mayHaveHappened: !reads.includes(method),
      });
    }
  },
);

it.each([200, 201, 204, 301, 308, 400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 425, 451])(
  "%i: not retried, and nothing unclear",
  (status) => {
    for (const method of methods) {
      expect(decideRetry(method, status)).toEqual({ retry: false, mayHaveHappened: false });
    }
  },
);

it.each([501, 505, 520, 522, 530])("%i: not retried; a change may have happened", (status) => {
  expect(decideRetry("GET", status)).toEqual({ retry: false, mayHaveHappened: false });
  expect(decideRetry("POST", status)).toEqual({ retry: false, mayHaveHappened: true });
});

it.each<Failure>(["aborted", "too large"])("%s: not retried; a change may have happened", (end) => {
  expect(decideRetry("GET", end)).toEqual({ retry: false, mayHaveHappened: false });
  expect(decideRetry("DELETE", end)).toEqual({ retry: false, mayHaveHappened: true });
});

it("redirect: not retried, and nothing unclear", () => {
  for (const method of methods) {
    expect(decideRetry(method, "redirect")).toEqual({ retry: false, mayHaveHappened: false });
  }
});

it("backs off by a random time below a ceiling that doubles, and is capped", () => {
  const ceilings = [1, 2, 3, 4, 5, 50].map((attempt) =>
    backoffDelay(attempt, { base: 500, cap: 3_000 }, () => 1),
  );
  expect(ceilings).toEqual([500, 1_000, 2_000, 3_000, 3_000, 3_000]);
  expect(backoffDelay(3, { base: 500, cap: 3_000 }, () => 0.25)).toBe(500);
  expect(backoffDelay(2_000, { base: 1, cap: 10 }, () => 1)).toBe(10);
});
