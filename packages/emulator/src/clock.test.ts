import { expect, it } from "vitest";
import { createClock } from "./clock.ts";

it("runs like the machine's clock until it is moved", async () => {
  const clock = createClock();
  const before = Date.now();
  const shown = clock.now().getTime();
  expect(shown).toBeGreaterThanOrEqual(before);
  expect(shown).toBeLessThanOrEqual(Date.now());
  const start = Date.now();
  await clock.advance(60_000);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(start + 60_000);
});

it("stands still when frozen, and goes on from there", async () => {
  const clock = createClock();
  clock.freeze("2030-01-01T00:00:00Z");
  await clock.advance(1500);
  expect(clock.now().toISOString()).toBe("2030-01-01T00:00:01.500Z");
  clock.resume();
  expect(clock.now().getUTCFullYear()).toBe(2030);
});

it("runs timers in order, each at its time, and waits for them", async () => {
  const clock = createClock();
  clock.freeze("2030-01-01T00:00:00Z");
  const seen: string[] = [];
  const note = (name: string) => seen.push(`${name} ${clock.now().getUTCSeconds()}`);
  clock.schedule(20_000, () => void note("late"));
  clock.schedule(5_000, async () => {
    await Promise.resolve();
    note("early");
    clock.schedule(5_000, () => void note("again"));
  });
  await clock.advance(19_000);
  expect(seen).toEqual(["early 5", "again 10"]);
  await clock.advance(1_000);
  expect(seen).toEqual(["early 5", "again 10", "late 20"]);
});

it("wakes sleepers by itself while it runs", async () => {
  const clock = createClock();
  await clock.sleep(5);
});

it("rejects a move backwards and a value that is no date", async () => {
  const clock = createClock();
  for (const ms of [-1, Number.NaN, 1e300]) {
    await expect(clock.advance(ms)).rejects.toThrow("0 ms or more");
  }
  expect(() => clock.freeze("soon")).toThrow("give a date");
});

it("wakes every sleeper when it is reset, and drops every timer", async () => {
  const clock = createClock();
  clock.freeze();
  const seen: string[] = [];
  clock.schedule(10, () => void seen.push("work"));
  const sleeping = clock.sleep(10);
  clock.reset();
  await sleeping;
  await clock.advance(20);
  expect(seen).toEqual([]);
});
