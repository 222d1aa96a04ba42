import { expect, test } from "vitest";
import { auditInboxEmbeds } from "./audit.ts";
import { InboxEmbedError } from "./embeds-error.ts";
import { discardUnreadableRecord } from "./protocol/discard.ts";
import { ensureInboxEmbed } from "./protocol/ensure.ts";
import { revokeInboxEmbed } from "./protocol/revoke.ts";
import { sealed } from "./sealed/sealed.ts";
import { memoryStore } from "./stores/memory.ts";
import type { EmbedStore } from "./stores/store.ts";
import { sweepInboxEmbeds } from "./sweep/sweep.ts";
import { type Bench, startBench } from "./testing/bench.ts";

/** Three keys, of which "broken" has a record that cannot be read, and an orphan of each. */
async function withBrokenRecord(how: "plain" | "sealed") {
  const inner = memoryStore();
  const open = (fill: number) =>
    how === "plain"
      ? inner
      : sealed(inner, { current: "k", keys: { k: new Uint8Array(32).fill(fill) } });
  const bench: Bench = await startBench({ store: open(1) });
  const healthy = await ensureInboxEmbed({ ...bench.options, key: "healthy" });
  const lost = await bench.orphan({ key: "healthy" });
  const broken = await ensureInboxEmbed({ ...bench.options, key: "broken" });
  await open(2).compareAndSet("bench/broken", 2, "not a record, or sealed with another key");
  return { bench, healthy, lost, broken };
}

test.each(["plain", "sealed"] as const)(
  "sweep and audit report an unreadable %s record and go on with the others",
  async (how) => {
    const { bench, healthy, lost, broken } = await withBrokenRecord(how);
    const audit = await auditInboxEmbeds(bench.options);
    expect(audit.unreadable).toMatchObject([
      { key: "broken", error: { code: "unreadable_record" } },
    ]);
    expect(audit.embeds.find(({ id }) => id === broken.id)).toMatchObject({
      key: "broken",
      state: "unreadable",
    });
    const swept = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(swept.unreadable).toMatchObject([{ key: "broken" }]);
    expect(swept.revoked).toMatchObject([{ id: lost }]);
    expect(swept.unknown).toEqual([]);
    expect(await bench.ids()).toEqual([healthy.id, broken.id].sort());
  },
);

test("a key in the store that no function would accept stops nothing", async () => {
  const bench = await startBench();
  await bench.options.store.compareAndSet("bench/  ", 0, "{}");
  const lost = await bench.orphan();
  await ensureInboxEmbed(bench.options);
  const swept = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
  expect(swept.unreadable).toMatchObject([{ key: "  ", error: { code: "unreadable_record" } }]);
  expect(swept.revoked).toMatchObject([{ id: lost }]);
});

test.each(["plain", "sealed"] as const)(
  "an unreadable %s record is discarded on purpose: the sweep revokes its embed, ensure creates another",
  async (how) => {
    const { bench, healthy, broken } = await withBrokenRecord(how);
    const options = { ...bench.options, key: "broken" };
    await expect(ensureInboxEmbed(options)).rejects.toMatchObject({ code: "unreadable_record" });
    await discardUnreadableRecord(options);
    const next = await ensureInboxEmbed(options);
    await sweepInboxEmbeds({ ...options, dryRun: false });
    expect(await bench.ids()).toEqual([healthy.id, next.id].sort());
    expect(next.id).not.toBe(broken.id);
  },
);

test("a record that can be read is not discarded", async () => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  await expect(discardUnreadableRecord(bench.options)).rejects.toMatchObject({ code: "input" });
  await bench.expectOne();
});

test("a record that another process writes during the call is not discarded", async () => {
  const { bench } = await withBrokenRecord("plain");
  const { store } = bench.options;
  const racing = {
    ...store,
    async compareAndSet(key: string, version: number, value: string) {
      await store.compareAndSet(key, version, "another process's record");
      return store.compareAndSet(key, version, value);
    },
  };
  const call = discardUnreadableRecord({ ...bench.options, store: racing, key: "broken" });
  await expect(call).rejects.toMatchObject({ code: "timed_out" });
  expect((await store.get("bench/broken"))?.value).toBe("another process's record");
});

test("a record whose version the store cannot tell is not discarded", async () => {
  const { bench } = await withBrokenRecord("plain");
  const unreadable = new InboxEmbedError("unreadable_record", "The file is damaged.");
  let saves = 0;
  const store: EmbedStore = {
    ...bench.options.store,
    get: () => Promise.reject(unreadable),
    compareAndSet: async () => {
      saves += 1;
      return true;
    },
  };
  await expect(discardUnreadableRecord({ ...bench.options, store })).rejects.toBe(unreadable);
  expect(saves).toBe(0);
});

test("revoke ends the embeds of a key whose record cannot be read", async () => {
  const { bench, healthy, lost, broken } = await withBrokenRecord("sealed");
  const { revoked, notRecorded } = await revokeInboxEmbed({ ...bench.options, key: "broken" });
  expect(revoked).toEqual([broken.id]);
  expect(notRecorded).toMatchObject({
    code: "unreadable_record",
    message: expect.stringContaining("discardUnreadableRecord"),
  });
  expect(await bench.ids()).toEqual([healthy.id, lost].sort());
});

test("an unreadable record of the project is named by ensure, and discarded with any key", async () => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  const { version = 0 } = (await bench.options.store.get("@project/bench")) ?? {};
  await bench.options.store.compareAndSet("@project/bench", version, "not a record");
  const other = { ...bench.options, key: "other" };
  await expect(ensureInboxEmbed(other)).rejects.toMatchObject({
    code: "unreadable_record",
    message: expect.stringContaining("@project/bench"),
  });
  await discardUnreadableRecord(bench.options);
  await ensureInboxEmbed(other);
  expect(await bench.ids()).toHaveLength(2);
});
