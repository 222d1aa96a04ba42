import { expect, test } from "vitest";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { readRecord } from "./record.ts";
import { rotateInboxEmbed } from "./rotate.ts";

// What a process finds when it saves its new embed, and another process or the store interferes.

/** Calls `interfere` in place of each save that commits an embed; `save` does it. */
function atCommit(
  { options }: Bench,
  interfere: (save: () => Promise<boolean>, attempt: number) => Promise<boolean>,
): EmbedStore {
  const { store } = options;
  let attempt = 0;
  return {
    ...store,
    async compareAndSet(key, version, value) {
      const save = () => store.compareAndSet(key, version, value);
      if (!value.includes('"embed_url"')) return save();
      attempt += 1;
      return interfere(save, attempt);
    },
  };
}

const lost = new Error("connection lost");

test("an embed that a rotation with a grace replaced at once is not revoked before its grace ends", async () => {
  const bench = await startBench();
  let replaced: string | undefined;
  let second: Promise<{ id: string }> | undefined;
  const store = atCommit(bench, async (save) => {
    await save();
    replaced = (await bench.live())?.id;
    second = rotateInboxEmbed({ ...bench.options, grace: 60_000 });
    await second;
    throw lost;
  });
  const { id } = await ensureInboxEmbed({ ...bench.options, store });
  expect(id).toBe((await second)?.id);
  expect(await bench.ids()).toEqual([id, replaced].sort());
});

test("an overtaken embed that cannot be revoked does not fail the call, and is left to a sweep", async () => {
  const bench = await startBench();
  const store = atCommit(bench, async (save) => {
    bench.clock.advance(60_000);
    await ensureInboxEmbed(bench.options);
    bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE" });
    return save();
  });
  const { id } = await ensureInboxEmbed({ ...bench.options, store });
  expect((await bench.live())?.id).toBe(id);
  expect(await bench.ids()).toHaveLength(2);
  await sweepInboxEmbeds({ ...bench.options, dryRun: false });
  await bench.expectOne();
});

test("the fifth failed save, if it was applied, is a success", async () => {
  const bench = await startBench();
  const store = atCommit(bench, async (save, attempt) => {
    if (attempt === 5) await save();
    throw lost;
  });
  const { id } = await ensureInboxEmbed({ ...bench.options, store });
  expect((await bench.live())?.id).toBe(id);
  await bench.expectOne();
});

test("a save that is not confirmed within waitFor is reported as unknown", async () => {
  const bench = await startBench();
  const store = atCommit(bench, async () => {
    bench.clock.advance(90_000);
    throw lost;
  });
  await expect(ensureInboxEmbed({ ...bench.options, store })).rejects.toMatchObject({
    code: "save_unknown",
  });
});

test("a rotation keeps an earlier hint to sweep", async () => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  const { store, clock } = bench.options;
  const { record, version } = await readRecord(store, "bench/project");
  const sweepAfter = clock.now() + 600_000;
  const hinted = JSON.stringify({ format: 1, ...record, sweepAfter });
  await store.compareAndSet("bench/project", version, hinted);
  await rotateInboxEmbed({ ...bench.options, grace: 3_600_000 });
  expect((await readRecord(store, "bench/project")).record.sweepAfter).toBe(sweepAfter);
});

test("a claim whose save was applied without a response is used, and not replaced", async () => {
  const bench = await startBench();
  const { store } = bench.options;
  let saves = 0;
  const losing: EmbedStore = {
    ...store,
    async compareAndSet(...save) {
      const saved = await store.compareAndSet(...save);
      saves += 1;
      if (saves === 1) throw lost;
      return saved;
    },
  };
  await ensureInboxEmbed({ ...bench.options, store: losing });
  expect(await readRecord(store, "bench/project")).toMatchObject({
    version: 2,
    record: { sweepAfter: null },
  });
});
