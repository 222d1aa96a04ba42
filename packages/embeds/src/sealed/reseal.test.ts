import { describe, expect, test } from "vitest";
import { ensureInboxEmbed } from "../protocol/ensure.ts";
import { rotateInboxEmbed } from "../protocol/rotate.ts";
import { memoryStore } from "../stores/memory.ts";
import type { EmbedStore } from "../stores/store.ts";
import { startBench } from "../testing/bench.ts";
import type { SealingKeys } from "./cipher.ts";
import { reseal } from "./reseal.ts";
import { sealed } from "./sealed.ts";
import { sealedWith } from "./sealed-with.ts";

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const spring: SealingKeys = { current: "spring", keys: { spring: bytes(1) } };
const both: SealingKeys = { current: "autumn", keys: { spring: bytes(1), autumn: bytes(2) } };
const autumn: SealingKeys = { current: "autumn", keys: { autumn: bytes(2) } };

async function fill(store: EmbedStore, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await store.compareAndSet(`shop/${index}`, 0, `record ${index}`);
  }
}

test("after reseal the old key is not needed, and every record has its value", async () => {
  const inner = memoryStore();
  await fill(sealed(inner, spring), 40);
  expect(await sealedWith(inner)).toEqual({ keys: { spring: 40 }, plain: 0, unreadable: 0 });
  expect(await reseal({ store: inner, keys: both })).toEqual({
    resealed: 40,
    alreadyCurrent: 0,
    failed: [],
  });
  expect(await sealedWith(inner)).toEqual({ keys: { autumn: 40 }, plain: 0, unreadable: 0 });
  const store = sealed(inner, autumn);
  for (let index = 0; index < 40; index += 1) {
    expect(await store.get(`shop/${index}`)).toEqual({ version: 2, value: `record ${index}` });
  }
});

test("a reseal that failed in the middle is finished by the next one", async () => {
  const inner = memoryStore();
  await fill(sealed(inner, spring), 100);
  let saves = 0;
  const failing: EmbedStore = {
    ...inner,
    async compareAndSet(...save) {
      saves += 1;
      if (saves > 30) throw new Error("the disk is full");
      return inner.compareAndSet(...save);
    },
  };
  await expect(reseal({ store: failing, keys: both })).rejects.toThrow("the disk is full");
  expect((await sealedWith(inner)).keys).toEqual({ autumn: 30, spring: 70 });
  expect(await reseal({ store: inner, keys: both })).toMatchObject({
    resealed: 70,
    alreadyCurrent: 30,
  });
});

test("a reseal that is aborted stops between two records, and leaves each readable", async () => {
  const inner = memoryStore();
  await fill(sealed(inner, spring), 100);
  const stop = new AbortController();
  let saves = 0;
  const store: EmbedStore = {
    ...inner,
    async compareAndSet(...save) {
      saves += 1;
      if (saves === 30) stop.abort(new Error("stopped"));
      return inner.compareAndSet(...save);
    },
  };
  await expect(reseal({ store, keys: both, signal: stop.signal })).rejects.toThrow("stopped");
  const { autumn: done = 0, spring: left = 0 } = (await sealedWith(inner)).keys;
  expect(done).toBeLessThan(60);
  expect(done + left).toBe(100);
});

test("reseal loses no change that the service makes at the same time", async () => {
  const inner = memoryStore();
  const bench = await startBench({ store: sealed(inner, both) });
  const old = { ...bench.options, store: sealed(inner, spring) };
  const keys = Array.from({ length: 10 }, (_, index) => `key ${index}`);
  await Promise.all(keys.map((key) => ensureInboxEmbed({ ...old, key })));
  const [report, ...rotated] = await Promise.all([
    reseal({ store: inner, keys: both }),
    ...keys.map((key) => rotateInboxEmbed({ ...bench.options, key })),
  ]);
  expect(report.failed).toEqual([]);
  expect(await bench.ids()).toEqual(rotated.map(({ id }) => id).sort());
  for (const [index, key] of keys.entries()) {
    const { id } = await ensureInboxEmbed({ ...bench.options, store: sealed(inner, autumn), key });
    expect(id).toBe(rotated[index]?.id);
  }
});

test("a record that cannot be opened is reported and left as it is", async () => {
  const inner = memoryStore();
  await fill(sealed(inner, spring), 2);
  await inner.compareAndSet("shop/plain", 0, "plain secret");
  const foreign = sealed(inner, { current: "autumn", keys: { autumn: bytes(9) } });
  await foreign.compareAndSet("shop/foreign", 0, "sealed with other bytes under the same id");
  const { resealed, failed } = await reseal({ store: inner, keys: both });
  expect(resealed).toBe(2);
  expect(failed.map(({ key, error }) => [key, error.code]).sort()).toEqual([
    ["shop/foreign", "unreadable_record"],
    ["shop/plain", "unreadable_record"],
  ]);
  expect(failed.map(({ error }) => error.message).join()).not.toContain("plain secret");
  expect(await inner.get("shop/plain")).toEqual({ version: 1, value: "plain secret" });
});

describe("sealing is switched on over an existing store", () => {
  test("in two deploys, of which each goes on with the replicas of the one before", async () => {
    const inner = memoryStore();
    const bench = await startBench({ store: inner });
    const { embed_url } = await ensureInboxEmbed(bench.options);
    // First deploy: replicas read both kinds and write what the old replicas can read.
    const first = sealed(inner, spring, { acceptPlain: true, writePlain: true });
    const fromFirst = await rotateInboxEmbed({ ...bench.options, store: first });
    expect((await ensureInboxEmbed(bench.options)).id).toBe(fromFirst.id);
    // Second deploy: replicas seal, and those of the first deploy read it.
    const second = sealed(inner, spring, { acceptPlain: true });
    expect((await ensureInboxEmbed({ ...bench.options, store: second })).id).toBe(fromFirst.id);
    const fromSecond = await rotateInboxEmbed({ ...bench.options, store: second });
    expect((await ensureInboxEmbed({ ...bench.options, store: first })).id).toBe(fromSecond.id);
    await ensureInboxEmbed({ ...bench.options, store: first, key: "written plain" });
    // The records that are left are sealed, and acceptPlain can go.
    expect(await sealedWith(inner)).toMatchObject({ plain: 1 });
    expect(await reseal({ store: inner, keys: spring, acceptPlain: true })).toMatchObject({
      resealed: 1,
      failed: [],
    });
    expect(await sealedWith(inner)).toEqual({ keys: { spring: 3 }, plain: 0, unreadable: 0 });
    const third = sealed(inner, spring);
    expect((await ensureInboxEmbed({ ...bench.options, store: third })).id).toBe(fromSecond.id);
    expect(embed_url).not.toBe(fromSecond.embed_url);
  });

  test("writePlain without acceptPlain is rejected", () => {
    expect(() => sealed(memoryStore(), spring, { writePlain: true })).toThrow(/acceptPlain: true/);
  });

  test("with acceptPlain a sealed record that was changed is still rejected", async () => {
    const inner = memoryStore();
    await sealed(inner, spring).compareAndSet("a", 0, "secret");
    const value = (await inner.get("a"))?.value ?? "";
    await inner.compareAndSet("b", 0, value);
    const store = sealed(inner, spring, { acceptPlain: true });
    await expect(store.get("b")).rejects.toMatchObject({ code: "unreadable_record" });
  });
});
