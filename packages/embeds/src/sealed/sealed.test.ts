import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureInboxEmbed } from "../protocol/ensure.ts";
import { memoryStore } from "../stores/memory.ts";
import type { EmbedStore } from "../stores/store.ts";
import { startBench } from "../testing/bench.ts";
import { allStores, type TestStore } from "../testing/stores.ts";
import { createCipher } from "./cipher.ts";
import { sealed } from "./sealed.ts";

const keys = { current: "new", keys: { new: new Uint8Array(32).fill(7) } };

describe.each(allStores)("the bytes of the %s store", (_, open) => {
  let under: TestStore;
  beforeAll(async () => {
    under = await open();
  });
  afterAll(() => under?.close());

  // The sealed record comes first: the other one leaves its URL in the bytes.
  test.each([
    ["do not show", true],
    ["show", false],
  ])("%s a token or a URL when sealed is %s", async (_expected, seals) => {
    const store = seals ? sealed(under.store, keys) : under.store;
    const bench = await startBench({ store, deployment: `sealed-${seals}` });
    const { embed_url } = await ensureInboxEmbed(bench.options);
    const again = await ensureInboxEmbed(bench.options);
    expect(again.embed_url).toBe(embed_url);
    const token = embed_url.split("/").at(-1) ?? "";
    const raw = await under.raw();
    expect(token.length).toBeGreaterThan(20);
    expect([raw.includes(token), raw.includes("/embed/")]).toEqual([!seals, !seals]);
  });
});

describe("a sealed record", () => {
  const bytes = async (store: EmbedStore, key: string) => (await store.get(key))?.value ?? "";

  test("in the place of another is rejected", async () => {
    const inner = memoryStore();
    const store = sealed(inner, keys);
    await store.compareAndSet("a", 0, "secret of a");
    await inner.compareAndSet("b", 0, await bytes(inner, "a"));
    await expect(store.get("b")).rejects.toMatchObject({ code: "unreadable_record" });
  });

  test("that is old and restored is rejected", async () => {
    const inner = memoryStore();
    const store = sealed(inner, keys);
    await store.compareAndSet("a", 0, "old");
    const old = await bytes(inner, "a");
    await store.compareAndSet("a", 1, "new");
    await inner.compareAndSet("a", 2, old);
    await expect(store.get("a")).rejects.toMatchObject({ code: "unreadable_record" });
  });

  test("opens for its own key and version, and for no other", async () => {
    const cipher = createCipher(keys);
    // Pairs that differ in the key, in the version, and only in the border between the two.
    const places = ["a", "a1", "a,1", '"a'].flatMap((key) =>
      [1, 2, 11, 12].map((version) => ({ key, version })),
    );
    for (const own of places) {
      const value = await cipher.seal(own.key, own.version, "secret");
      for (const { key, version } of places) {
        const opened = await cipher.open(key, { version, value }).catch(() => "rejected");
        const isOwn = key === own.key && version === own.version;
        expect(opened, `${own.key} ${own.version} as ${key} ${version}`).toBe(
          isOwn ? "secret" : "rejected",
        );
      }
    }
  });

  test("has a separate IV, also for an equal value, key and version", async () => {
    const cipher = createCipher(keys);
    const ivs = new Set<string>();
    for (let count = 0; count < 100; count += 1) {
      ivs.add((await cipher.seal("a", 1, "secret")).split(":")[2] ?? "");
    }
    expect(ivs.size).toBe(100);
  });

  test("with one bit flipped is rejected", async () => {
    const inner = memoryStore();
    const store = sealed(inner, keys);
    await store.compareAndSet("a", 0, "secret");
    const text = await bytes(inner, "a");
    const turned = text.replace(/.(?=.{4}$)/, (last) => (last === "A" ? "B" : "A"));
    const other = memoryStore();
    await other.compareAndSet("a", 0, turned);
    await expect(sealed(other, keys).get("a")).rejects.toMatchObject({ code: "unreadable_record" });
  });

  test("that was never sealed is rejected, and not quoted", async () => {
    const inner = memoryStore();
    await inner.compareAndSet("a", 0, "plain secret");
    const error = await sealed(inner, keys).get("a").catch(String);
    expect(error).toContain("is not sealed");
    expect(error).not.toContain("plain secret");
  });

  test("is read with its own key after a newer key came, and written with the newer one", async () => {
    const inner = memoryStore();
    const old = new Uint8Array(32).fill(1);
    const before = sealed(inner, { current: "old", keys: { old } });
    await before.compareAndSet("a", 0, "first");
    const after = sealed(inner, { current: "new", keys: { old, ...keys.keys } });
    expect(await after.get("a")).toEqual({ version: 1, value: "first" });
    await after.compareAndSet("a", 1, "second");
    expect(await sealed(inner, keys).get("a")).toEqual({ version: 2, value: "second" });
    await expect(before.get("a")).rejects.toThrow(/"new", which is not in keys/);
  });
});

const withId = (id: string) => ({ current: id, keys: { [id]: new Uint8Array(32) } });

test.each([
  ["16 bytes", { current: "a", keys: { a: new Uint8Array(16) } }],
  ["no base64", { current: "a", keys: { a: "not base64!" } }],
  ["an id with a colon, which separates the parts of a sealed record", withId("a:b")],
  ["a blank id, which a sealed record cannot hold", withId("")],
  ["no current key", { current: "b", keys: { a: new Uint8Array(32) } }],
])("%s is rejected as a key", (_, wrong) => {
  expect(() => sealed(memoryStore(), wrong)).toThrow(/"(a|b|a:b|)"/);
});

test("a key in base64, with the line end that openssl prints, is the same key as its bytes", async () => {
  const inner = memoryStore();
  await sealed(inner, keys).compareAndSet("a", 0, "secret");
  const text = `${Buffer.from(keys.keys.new).toString("base64")}\n`;
  const store = sealed(inner, { current: "new", keys: { new: text } });
  expect(await store.get("a")).toEqual({ version: 1, value: "secret" });
});
