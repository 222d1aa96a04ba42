import { expect, it } from "vitest";
import { inRounds, orderOfRound } from "./rounds.ts";

it("runs every second round backwards", () => {
  expect(orderOfRound(["a", "b", "c"], 0)).toEqual(["a", "b", "c"]);
  expect(orderOfRound(["a", "b", "c"], 1)).toEqual(["c", "b", "a"]);
});

it("begins each pair of rounds with another item", () => {
  const first = [0, 2, 4, 6].map((round) => orderOfRound(["a", "b", "c"], round)[0]);
  expect(first).toEqual(["a", "b", "c", "a"]);
});

it("measures every peer once a round and drops the warm-up", async () => {
  let count = 0;
  const samples = await inRounds(["a", "b"], { rounds: 2, warmUp: 1 }, async () => {
    count += 1;
    return count;
  });
  expect(count).toBe(6);
  expect(samples.get("a")).toHaveLength(2);
  expect([...samples.values()].flat()).not.toContain(1);
});
