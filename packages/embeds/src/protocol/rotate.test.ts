import { expect, test } from "vitest";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { rotateInboxEmbed } from "./rotate.ts";

const ids = async (bench: Bench) => (await bench.active()).map(({ id }) => id).sort();
const statusOf = async (url: string) => (await fetch(url)).status;

test("a rotation hands over the new embed and then revokes the old one", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  const rotated = await rotateInboxEmbed(bench.options);
  expect(rotated).toMatchObject({ revoked: [old.id], notRevoked: [] });
  expect(await statusOf(old.embed_url)).toBe(410);
  expect(await statusOf(rotated.embed_url)).toBe(200);
  expect((await ensureInboxEmbed(bench.options)).embed_url).toBe(rotated.embed_url);
});

test("the old embed works through its grace, and a sweep ends it after that", async () => {
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
  expect(await ids(bench)).toEqual([id]);
});

test("rotations at the same time: all answer one new embed, and it alone is left", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  const patient = { ...bench.options, clock: undefined };
  const given = await Promise.all(Array.from({ length: 6 }, () => rotateInboxEmbed(patient)));
  const urls = new Set(given.map(({ embed_url }) => embed_url));
  expect(urls.size).toBe(1);
  expect(urls.has(old.embed_url)).toBe(false);
  expect(await ids(bench)).toEqual([given[0]?.id]);
});

test("everybody is given the old embed while a rotation that fails goes on, and after it", async () => {
  const bench = await startBench({ waitFor: 1_000 });
  const old = await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 503, method: "POST", times: 1_000 });
  const rotating = rotateInboxEmbed(bench.options);
  const meanwhile = ensureInboxEmbed(bench.options);
  await expect(rotating).rejects.toMatchObject({ status: 503 });
  expect((await meanwhile).embed_url).toBe(old.embed_url);
  expect((await ensureInboxEmbed(bench.options)).embed_url).toBe(old.embed_url);
  expect(await ids(bench)).toEqual([old.id]);
});

test("a grace that another rotation gave the old embed is kept by one that came too late", async () => {
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

test("an old embed that could not be revoked is said, and left to a sweep", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 503, method: "DELETE", times: 3 });
  const { id, notRevoked } = await rotateInboxEmbed(bench.options);
  expect(notRevoked).toEqual([old.id]);
  await sweepInboxEmbeds({ ...bench.options, dryRun: false });
  expect(await ids(bench)).toEqual([id]);
});

test("a rotation of a key that has no embed makes one", async () => {
  const bench = await startBench();
  const { id } = await rotateInboxEmbed(bench.options);
  expect(await ids(bench)).toEqual([id]);
});
