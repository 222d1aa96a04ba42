import { expect, it } from "vitest";
import { pairedRatios, summarize } from "./summary.ts";

it("returns the median and the quartiles, for any order", () => {
  expect(summarize([5, 1, 4, 2, 3])).toEqual({ median: 3, q1: 2, q3: 4, count: 5 });
});

it("interpolates the median of an even number of values", () => {
  expect(summarize([1, 2, 3, 4])).toEqual({ median: 2.5, q1: 1.75, q3: 3.25, count: 4 });
});

it("is not changed by one outlier", () => {
  expect(summarize([10, 11, 12, 9_000, 11]).median).toBe(11);
});

it("returns one value unchanged", () => {
  expect(summarize([7])).toEqual({ median: 7, q1: 7, q3: 7, count: 1 });
});

it("rejects an empty list", () => {
  expect(() => summarize([])).toThrow("no value was measured");
});

it("takes ratios within a round, so that a slow round changes nothing", () => {
  expect(pairedRatios([2, 40, 2], [1, 20, 1])).toEqual([2, 2, 2]);
});

it("rejects lists of different lengths", () => {
  expect(() => pairedRatios([1, 2], [1])).toThrow("2 values cannot be paired with 1");
});
