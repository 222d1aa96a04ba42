import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "./options.ts";
import { ensureInboxEmbed } from "./protocol/ensure.ts";
import { rotateInboxEmbed } from "./protocol/rotate.ts";
import { startPeriodicSweep } from "./sweep/periodic-sweep.ts";
import { sweepInboxEmbeds } from "./sweep/sweep.ts";
import { startBench } from "./testing/bench.ts";

const noTimes = [Number.POSITIVE_INFINITY, Number.NaN, -1, 1e15, "60000", null] as number[];

describe.each(["lease", "timeout", "waitFor", "settled", "skew", "grace"])("%s", (name) => {
  // null stands for a number that JSON cannot write; as an option it means the default.
  test.each(noTimes.filter((time) => time !== null))("%s is rejected", async (time) => {
    const bench = await startBench();
    const call = name === "grace" ? rotateInboxEmbed : ensureInboxEmbed;
    await expect(call({ ...bench.options, [name]: time })).rejects.toMatchObject({
      code: "input",
      message: expect.stringContaining(`${name} must be milliseconds`),
    });
    expect(bench.emulator.requests).toEqual([]);
    expect(await bench.options.store.list()).toEqual([]);
  });
});

test.each([...noTimes.filter((time) => time !== null), 999])(
  "every: %s is rejected",
  async (every) => {
    const { options } = await startBench();
    expect(() => startPeriodicSweep({ ...options, every })).toThrow("every must be milliseconds");
  },
);

test.each([
  ["deployment", { deployment: "" }],
  ["dryRun", { dryRun: "no" as unknown as boolean }],
])("a periodic sweep with a wrong %s does not begin", async (name, wrong) => {
  const { options } = await startBench();
  expect(() => startPeriodicSweep({ ...options, ...wrong })).toThrow(`${name} must`);
});

test("a switch with a value that is neither true nor false is rejected", async () => {
  const { options } = await startBench();
  for (const wrong of [{ verify: "hard" }, { replaceMissing: "yes" }]) {
    await expect(ensureInboxEmbed({ ...options, ...(wrong as object) })).rejects.toMatchObject({
      code: "input",
    });
  }
  const dryRun = 0 as unknown as boolean;
  await expect(sweepInboxEmbeds({ ...options, dryRun })).rejects.toMatchObject({ code: "input" });
});

describe("the system clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const days = 30 * 86_400_000;

  test("sleeps for longer than setTimeout can", async () => {
    let awake = false;
    void systemClock.sleep(days).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(days - 1);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(awake).toBe(true);
  });

  test("wakes up when its signal ends the wait", async () => {
    const ending = new AbortController();
    const sleeping = systemClock.sleep(days, ending.signal);
    ending.abort(new Error("stop"));
    await expect(sleeping).rejects.toThrow("stop");
  });
});
