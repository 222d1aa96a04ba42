import type { CreateInboxEmbedInput } from "@shared/kapso-client";
import { describe, expect, test } from "vitest";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";

const hour = 3_600_000;

function posts({ emulator }: Bench): number {
  return emulator.requests.filter(({ method }) => method === "POST").length;
}

/** The options of a process whose clock is ahead. */
function ahead({ options }: Bench): Bench["options"] {
  const { clock } = options;
  return { ...options, clock: { ...clock, now: () => clock.now() + hour } };
}

test("sweeps by a clock that is an hour ahead end a call after three creations", async () => {
  const bench = await startBench();
  const { store } = bench.options;
  const swept: EmbedStore = {
    ...store,
    async compareAndSet(key, version, value) {
      const commits = value.includes('"embed_url"');
      if (commits) await sweepInboxEmbeds({ ...ahead(bench), dryRun: false });
      return store.compareAndSet(key, version, value);
    },
  };
  await expect(ensureInboxEmbed({ ...bench.options, store: swept })).rejects.toMatchObject({
    code: "overtaken",
  });
  expect(posts(bench)).toBe(3);
  await ensureInboxEmbed(bench.options);
  await bench.expectOne();
});

test("the claim of a dead process whose clock was an hour ahead holds for one lease", async () => {
  const bench = await startBench();
  const { store } = bench.options;
  const dying: EmbedStore = {
    ...store,
    async compareAndSet(key, version, value) {
      await store.compareAndSet(key, version, value);
      throw new Error("The process is dead.");
    },
    get: async (key) => {
      const stored = await store.get(key);
      if (stored) throw new Error("The process is dead.");
      return stored;
    },
  };
  await expect(ensureInboxEmbed({ ...ahead(bench), store: dying })).rejects.toThrow("dead");
  expect((await ensureInboxEmbed(bench.options)).how).toBe("created");
  const waited = bench.clock.waited.reduce((sum, ms) => sum + ms, 0);
  expect(waited).toBeGreaterThanOrEqual(45_000);
  expect(waited).toBeLessThan(46_000);
});

test("no request gets more time than is left of waitFor", async () => {
  const bench = await startBench({ waitFor: 5_000, timeout: 20_000 });
  const { kapso } = bench.options;
  const given: unknown[] = [];
  const recorded = Object.fromEntries(
    (["GET", "POST", "PATCH", "DELETE"] as const).map((verb) => {
      const call = kapso[verb] as (path: string, init: object, options: object) => unknown;
      const record = (path: string, init: object, options: { totalTimeout: number }) => {
        given.push(options.totalTimeout);
        return call(path, init, options);
      };
      return [verb, record];
    }),
  ) as unknown as typeof kapso;
  const options = { ...bench.options, kapso: recorded };
  await ensureInboxEmbed(options);
  await ensureInboxEmbed({ ...options, create: { scope_type: "project", default_mode: "dark" } });
  expect(given).toEqual([5_000, 5_000, 5_000]);
});

describe("an embed that lives shorter than the skew", () => {
  const lives = (bench: Bench, ms: number) => (): CreateInboxEmbedInput => ({
    scope_type: "project",
    expires_at: new Date(bench.clock.now() + ms),
  });

  test("is renewed after half of its life, and not at every call", async () => {
    const bench = await startBench();
    const options = { ...bench.options, create: lives(bench, 40_000) };
    const { id } = await ensureInboxEmbed(options);
    bench.clock.advance(19_000);
    expect(await ensureInboxEmbed(options)).toMatchObject({ id, how: "stored" });
    bench.clock.advance(2_000);
    expect(await ensureInboxEmbed(options)).toMatchObject({ how: "created" });
    expect(posts(bench)).toBe(2);
    await bench.expectOne();
  });

  test("with a fixed end is returned until its end", async () => {
    const bench = await startBench();
    const create = { scope_type: "project", expires_at: new Date(bench.clock.now() + 40_000) };
    const options = { ...bench.options, create: create as CreateInboxEmbedInput };
    const { id } = await ensureInboxEmbed(options);
    bench.clock.advance(35_000);
    expect(await ensureInboxEmbed(options)).toMatchObject({ id, how: "stored" });
    expect(posts(bench)).toBe(1);
  });
});

test("an embed that is about to expire is returned when it cannot be renewed", async () => {
  const bench = await startBench({ waitFor: 1_000 });
  const create = (): CreateInboxEmbedInput => ({
    scope_type: "project",
    expires_at: new Date(bench.clock.now() + 600_000),
  });
  const options = { ...bench.options, create };
  const { id } = await ensureInboxEmbed(options);
  bench.clock.advance(550_000);
  bench.emulator.faults.add({ kind: "status", status: 422, method: "POST", times: 2 });
  expect(await ensureInboxEmbed(options)).toMatchObject({ id, problem: { status: 422 } });
  bench.clock.advance(50_000);
  await expect(ensureInboxEmbed(options)).rejects.toMatchObject({ status: 422 });
  expect(await ensureInboxEmbed(options)).toMatchObject({ how: "created" });
  await bench.expectOne();
});
