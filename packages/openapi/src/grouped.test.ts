import { expect, it } from "vitest";
import { grouped } from "./grouped.ts";

it("groups by the key, keys and items in the order of the items", () => {
  const groups = grouped(["b1", "a1", "b2"], (item) => item[0]);
  expect([...groups]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
