import { expect, it } from "vitest";
import type { ConnectionFailure } from "../errors/error-classes.ts";
import { backoffDelay, judge } from "./retry-policy.ts";

const READS = ["GET", "HEAD", "OPTIONS"];
const IDEMPOTENT = [...READS, "PUT", "DELETE"];
const METHODS = [...IDEMPOTENT, "POST", "PATCH"];

it.each<number | ConnectionFailure>([429, "dns", "refused", "unreachable", "tls"])(
  "%s: repeated whatever the method, since nothing has happened",
  (outcome) => {
    for (const method of METHODS) {
      expect(judge(method, outcome)).toEqual({ repeat: true, ambiguous: false });
    }
  },
);

it.each<number | ConnectionFailure>([408, 500, 502, 503, 504, "reset", "timeout", "unknown"])(
  "%s: repeated where that is harmless; a change may have happened",
  (outcome) => {
    for (const method of METHODS) {
      expect(judge(method, outcome), method).toEqual({
        repeat: IDEMPOTENT.includes(method),
        ambiguous: !READS.includes(method),
      });
    }
  },
);

it.each([200, 201, 204, 301, 308, 400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 425, 451])(
  "%i: not repeated, and nothing unclear",
  (status) => {
    for (const method of METHODS) {
      expect(judge(method, status)).toEqual({ repeat: false, ambiguous: false });
    }
  },
);

it.each([501, 505, 520, 522, 530])("%i: not repeated; a change may have happened", (status) => {
  expect(judge("GET", status)).toEqual({ repeat: false, ambiguous: false });
  expect(judge("POST", status)).toEqual({ repeat: false, ambiguous: true });
});

it("backs off by a random time below a ceiling that doubles, and is capped", () => {
  const ceilings = [1, 2, 3, 4, 5, 50].map((attempt) =>
    backoffDelay(attempt, { base: 500, cap: 3_000 }, () => 1),
  );
  expect(ceilings).toEqual([500, 1_000, 2_000, 3_000, 3_000, 3_000]);
  expect(backoffDelay(3, { base: 500, cap: 3_000 }, () => 0.25)).toBe(500);
  expect(backoffDelay(2_000, { base: 1, cap: 10 }, () => 1)).toBe(10);
});
