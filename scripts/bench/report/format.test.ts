import { expect, it } from "vitest";
import { formatCell, verdictOf } from "./format.ts";

const target = {
  name: "size",
  unit: "kB",
  digits: 1,
  bound: "at most",
  limit: 5,
  value: 4,
} as const;

it("shows the spread beside the middle", () => {
  expect(formatCell({ median: 1234.5, q1: 1000, q3: 2000, count: 3 }, 1)).toBe(
    "1,234.5 (1,000.0 to 2,000.0)",
  );
});

it("shows no spread where there was one round", () => {
  expect(formatCell({ median: 2, q1: 2, q3: 2, count: 1 }, 0)).toBe("2");
});

it("shows a missing measurement as such, and not as zero", () => {
  expect(formatCell(null, 2)).toBe("–");
  expect(verdictOf({ ...target, value: Number.NaN })).toBe("not measured");
});

it("reports whether a target was met, for both kinds of bounds", () => {
  expect(verdictOf(target)).toBe("met");
  expect(verdictOf({ ...target, bound: "at least" })).toBe("missed by 20 %");
  expect(verdictOf({ ...target, value: 5.1 })).toBe("missed by 2.0 %");
});

it("counts a value equal to the limit as met", () => {
  expect(verdictOf({ ...target, value: 5 })).toBe("met");
});
