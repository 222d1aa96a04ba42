import { createInboxEmbeds } from "@shared/kapso-client";
import { expect, test } from "vitest";
import type { EmbedStore } from "../stores/store.ts";
import { startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { readRecord } from "./record.ts";
import { revokeInboxEmbed } from "./revoke.ts";
import { rotateInboxEmbed } from "./rotate.ts";

test("revoke ends the key's embeds, also retiring and orphaned ones, and returns their ids", async () => {
  const bench = await startBench();
  const first = await ensureInboxEmbed(bench.options);
  const second = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const lost = await bench.orphan();
  const { revoked } = await revokeInboxEmbed(bench.options);
  expect(revoked.sort()).toEqual([first.id, second.id, lost].sort());
  expect(await bench.ids()).toEqual([]);
  expect((await bench.options.store.get("bench/project"))?.version).toBe(5);
  expect(await revokeInboxEmbed(bench.options)).toEqual({ revoked: [], notVisible: [] });
});

test("revoke goes on after an embed that cannot be revoked, and throws the API's error", async () => {
  const bench = await startBench();
  const first = await ensureInboxEmbed(bench.options);
  const second = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const path = `/inbox_embeds/${second.id}`;
  bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE", path });
  await expect(revokeInboxEmbed(bench.options)).rejects.toMatchObject({ status: 403 });
  expect(await bench.ids()).toEqual([second.id]);
  expect(first.id).not.toBe(second.id);
});

test("a process that dies between the commit of a rotation and its DELETE leaves a hint, so that revoke goes through the list", async () => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE" });
  const { notRevoked } = await rotateInboxEmbed(bench.options);
  expect(notRevoked).toHaveLength(1);
  await revokeInboxEmbed(bench.options);
  expect(await bench.ids()).toEqual([]);
});

test("revoke also ends what the POST of a process that died created, and leaves a hint for what may still land", async () => {
  const bench = await startBench();
  const { store, clock } = bench.options;
  let isDead = false;
  const dying: EmbedStore = {
    ...store,
    async compareAndSet(key, version, value) {
      isDead ||= value.includes('"embed_url"');
      if (isDead) throw new Error("The process is dead.");
      return store.compareAndSet(key, version, value);
    },
    async get(key) {
      if (isDead) throw new Error("The process is dead.");
      return store.get(key);
    },
  };
  await expect(ensureInboxEmbed({ ...bench.options, store: dying })).rejects.toThrow();
  const created = await bench.ids();
  expect(created).toHaveLength(1);
  expect((await revokeInboxEmbed(bench.options)).revoked).toEqual(created);
  const { record } = await readRecord(store, "bench/project");
  expect(record).toMatchObject({ creating: null, sweepAfter: clock.now() });
});

test("revoke keeps the hint of an earlier POST, which may still land", async () => {
  const bench = await startBench();
  bench.emulator.faults.add({ kind: "reset", when: "before", method: "POST" });
  await ensureInboxEmbed(bench.options);
  const { sweepAfter } = (await readRecord(bench.options.store, "bench/project")).record;
  expect(sweepAfter).toBeGreaterThan(bench.clock.now());
  await revokeInboxEmbed(bench.options);
  const { record } = await readRecord(bench.options.store, "bench/project");
  expect(record.sweepAfter).toBe(sweepAfter);
});

test("revoke of a key without embeds writes no record", async () => {
  const bench = await startBench();
  await revokeInboxEmbed(bench.options);
  expect(await bench.options.store.list()).toEqual([]);
});

test("revoke that other processes overtake without end revokes, and reports that it recorded nothing", async () => {
  const bench = await startBench();
  const { id } = await ensureInboxEmbed(bench.options);
  const store: EmbedStore = { ...bench.options.store, compareAndSet: async () => false };
  const { revoked, notRecorded } = await revokeInboxEmbed({ ...bench.options, store });
  expect(revoked).toEqual([id]);
  expect(notRecorded).toMatchObject({
    code: "store_failed",
    cause: { message: expect.stringContaining("50 times") },
  });
});

test.each([
  ["active", "notVisible", false],
  ["revoked", "revoked", true],
] as const)(
  "a DELETE that responds with 404 for an embed that is %s: %s",
  async (_, list, ended) => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    if (ended) await createInboxEmbeds(bench.options.kapso).revoke(id);
    bench.emulator.faults.add({ kind: "status", status: 404, method: "DELETE" });
    const report = await revokeInboxEmbed({ ...bench.options, list: false });
    expect(report).toEqual({ revoked: [], notVisible: [], [list]: [id] });
  },
);
