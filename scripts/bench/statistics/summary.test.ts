import { expect, it } from "vitest";
import { pairedRatios, summarise } from "./summary.ts";

it("gives the middle and the quartiles, whatever the order", () => {
  expect(summarise([5, 1, 4, 2, 3])).toEqual({ median: 3, q1: 2, q3: 4, count: 5 });
});

it("lies between neighbours where none is in the middle", () => {
  expect(summarise([1, 2, 3, 4])).toEqual({ median: 2.5, q1: 1.75, q3: 3.25, count: 4 });
});

it("is not moved by one round in which the machine stood still", () => {
  expect(summarise([10, 11, 12, 9_000, 11]).median).toBe(11);
});

it("summarises one value as itself", () => {
  expect(summarise([7])).toEqual({ median: 7, q1: 7, q3: 7, count: 1 });
});

it("refuses to summarise nothing", () => {
  expect(() => summarise([])).toThrow("no value was measured");
});

it("takes ratios within a round, so that a slow round changes nothing", () => {
  expect(pairedRatios([2, 40, 2], [1, 20, 1])).toEqual([2, 2, 2]);
});

it("refuses to pair rounds that do not belong together", () => {
  expect(() => pairedRatios([1, 2], [1])).toThrow("2 values cannot be paired with 1");
});
