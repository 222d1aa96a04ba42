import { expect, test } from "vitest";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { rotateInboxEmbed } from "./rotate.ts";

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status;
}

/** Holds back the first read of each of so many processes until all of them have read. */
function readingTogether(processes: number, inner: EmbedStore): () => EmbedStore {
  let allHaveRead = () => {};
  const all = new Promise<void>((resolve) => {
    allHaveRead = resolve;
  });
  let reads = 0;
  return () => {
    let first = true;
    return {
      ...inner,
      async get(key) {
        const stored = await inner.get(key);
        if (!first) return stored;
        first = false;
        reads += 1;
        if (reads === processes) allHaveRead();
        await all;
        return stored;
      },
    };
  };
}

test("a rotation commits the new embed, then revokes the old one", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  const rotated = await rotateInboxEmbed(bench.options);
  expect(rotated).toMatchObject({ revoked: [old.id], notRevoked: [] });
  expect(await statusOf(old.embed_url)).toBe(410);
  expect(await statusOf(rotated.embed_url)).toBe(200);
  expect((await ensureInboxEmbed(bench.options)).embed_url).toBe(rotated.embed_url);
});

test("the old embed works through its grace, and a sweep revokes it after that", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  const { id, revoked } = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  expect(revoked).toEqual([]);
  bench.clock.advance(59_000);
  const early = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
  expect(early.revoked).toEqual([]);
  expect(early.sweepAfter).toBe(bench.clock.now() + 1_000);
  expect(await statusOf(old.embed_url)).toBe(200);
  bench.clock.advance(1_000);
  const { revoked: swept } = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
  expect(swept.map((one) => one.id)).toEqual([old.id]);
  expect(await bench.ids()).toEqual([id]);
});

test("rotations that have read the same embed return one new embed, and it alone is left", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  const patient = { ...bench.options, clock: undefined };
  // Without this, a busy machine lets one of them read after another's commit: see the next test.
  const store = readingTogether(6, bench.options.store);
  const given = await Promise.all(
    Array.from({ length: 6 }, () => rotateInboxEmbed({ ...patient, store: store() })),
  );
  const urls = new Set(given.map(({ embed_url }) => embed_url));
  expect(urls.size).toBe(1);
  expect(urls.has(old.embed_url)).toBe(false);
  expect(await bench.ids()).toEqual([given[0]?.id]);
});

test("a rotation that reads after another's commit replaces that embed as well", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  const { store } = bench.options;
  let first: Promise<{ id: string }> | undefined;
  const late: EmbedStore = {
    ...store,
    async get(key) {
      first ??= rotateInboxEmbed(bench.options);
      await first;
      return store.get(key);
    },
  };
  const second = await rotateInboxEmbed({ ...bench.options, store: late });
  expect(second.revoked).toEqual([(await first)?.id]);
  expect(await bench.ids()).toEqual([second.id]);
  expect(await statusOf(old.embed_url)).toBe(410);
});

test("ensure returns the old embed while a rotation that fails goes on, and after it", async () => {
  const bench = await startBench({ waitFor: 1_000 });
  const old = await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 503, method: "POST", times: 1_000 });
  const rotating = rotateInboxEmbed(bench.options);
  const meanwhile = ensureInboxEmbed(bench.options);
  await expect(rotating).rejects.toMatchObject({ status: 503 });
  expect((await meanwhile).embed_url).toBe(old.embed_url);
  expect((await ensureInboxEmbed(bench.options)).embed_url).toBe(old.embed_url);
  expect(await bench.ids()).toEqual([old.id]);
});

test("a rotation that comes too late keeps the grace that another gave the old embed", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  const { store } = bench.options;
  let overtaken: Promise<unknown> | undefined;
  const late: EmbedStore = {
    ...store,
    async compareAndSet(...save) {
      overtaken ??= rotateInboxEmbed({ ...bench.options, grace: 60_000 });
      await overtaken;
      return store.compareAndSet(...save);
    },
  };
  const { revoked } = await rotateInboxEmbed({ ...bench.options, store: late });
  expect(revoked).toEqual([]);
  expect(await statusOf(old.embed_url)).toBe(200);
});

test("an old embed that could not be revoked is reported, and left to a sweep", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 503, method: "DELETE", times: 3 });
  const { id, notRevoked } = await rotateInboxEmbed(bench.options);
  expect(notRevoked).toEqual([old.id]);
  await sweepInboxEmbeds({ ...bench.options, dryRun: false });
  expect(await bench.ids()).toEqual([id]);
});

test("a rotation of a key without an embed creates one", async () => {
  const bench = await startBench();
  const { id } = await rotateInboxEmbed(bench.options);
  expect(await bench.ids()).toEqual([id]);
});
