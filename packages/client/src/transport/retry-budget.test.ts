import { expect, it } from "vitest";
import { createRetryBudget } from "./retry-budget.ts";

it("gives its capacity at once, and then what time brings back, never more than fits", () => {
  let now = 0;
  const budget = createRetryBudget({ capacity: 2, perSecond: 0.5 }, () => now);
  const takes = (count: number) =>
    Array.from({ length: count }, () => {
      const available = budget.available();
      if (available) budget.take();
      return available;
    });
  expect(takes(3)).toEqual([true, true, false]);
  now = 1_999;
  expect(takes(1)).toEqual([false]);
  now = 2_000;
  expect(takes(2)).toEqual([true, false]);
  now = 1_000_000;
  expect(takes(3)).toEqual([true, true, false]);
});

it("can be switched off", () => {
  const budget = createRetryBudget(false);
  for (let count = 0; count < 1_000; count += 1) budget.take();
  expect(budget.available()).toBe(true);
});
