import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealed } from "../sealed.ts";
import { DATABASE_URL, STORES, type TestStore } from "../testing/stores.ts";
import { storeConformance } from "./conformance.ts";
import { memoryStore } from "./memory.ts";
import type { EmbedStore, StoredValue } from "./store.ts";

test("a real PostgreSQL is there to test with", () => {
  if (DATABASE_URL) return;
  const advice = "DATABASE_URL is not set: NOTHING WAS TESTED ON A REAL POSTGRESQL, PGlite alone.";
  if (process.env["CI"]) throw new Error(advice);
  console.warn(advice);
});

const keys = { current: "a", keys: { a: new Uint8Array(32) } };

describe.each(Object.entries(STORES))("the %s store", (_, open) => {
  let under: TestStore;
  beforeAll(async () => {
    under = await open();
  });
  afterAll(() => under?.close());

  for (const { name, run } of storeConformance(async () => under)) test(name, run);
  describe("under sealed", () => {
    const opened = async () => ({
      store: sealed(under.store, keys),
      another: async () => sealed(await under.another(), keys),
    });
    for (const { name, run } of storeConformance(opened)) test(name, run);
  });
});

/** Runs the suite and answers which cases refuse a store. */
async function refusals(
  make: () => { store: EmbedStore; another(): EmbedStore },
): Promise<string[]> {
  const refused: string[] = [];
  for (const { name, run } of storeConformance(async () => make())) {
    await run().catch(() => refused.push(name));
  }
  return refused;
}

describe("a store that breaks a promise is refused", () => {
  const shared = (store: EmbedStore) => () => ({ store, another: () => store });

  test("one whose last write wins", async () => {
    const good = memoryStore();
    const store: EmbedStore = {
      ...good,
      async compareAndSet(key, _version, value) {
        return good.compareAndSet(key, (await good.get(key))?.version ?? 0, value);
      },
    };
    expect(await refusals(shared(store))).toContain("saves a first value once");
  });

  test("one that compares and then sets, in two steps", async () => {
    const held = new Map<string, StoredValue>();
    const store: EmbedStore = {
      get: async (key) => held.get(key),
      async compareAndSet(key, version, value) {
        const matches = (held.get(key)?.version ?? 0) === version;
        await new Promise((resolve) => setImmediate(resolve));
        if (matches) held.set(key, { version: version + 1, value });
        return matches;
      },
      list: async () => [...held.keys()],
    };
    expect(await refusals(shared(store))).toContain(
      "lets one of many saves win, for a first value and for a later one",
    );
  });

  test("one whose reads come from a cache", async () => {
    const good = memoryStore();
    const cached = (): EmbedStore => {
      const cache = new Map<string, StoredValue | undefined>();
      return {
        ...good,
        async get(key) {
          if (!cache.has(key)) cache.set(key, await good.get(key));
          return cache.get(key);
        },
        async compareAndSet(key, version, value) {
          cache.delete(key);
          return good.compareAndSet(key, version, value);
        },
      };
    };
    const refused = await refusals(() => ({ store: cached(), another: cached }));
    expect(refused).toContain("shows a save to every other handle at once");
  });

  test("one whose versions are a hash of the value, and come back with it", async () => {
    const held = new Map<string, string>();
    const versionOf = (value: string | undefined) => (value === undefined ? 0 : value.length);
    const store: EmbedStore = {
      async get(key) {
        const value = held.get(key);
        return value === undefined ? undefined : { version: versionOf(value), value };
      },
      async compareAndSet(key, version, value) {
        if (versionOf(held.get(key)) !== version) return false;
        held.set(key, value);
        return true;
      },
      list: async () => [...held.keys()],
    };
    expect(await refusals(shared(store))).toContain(
      "never gives a version away again, not even for an equal value",
    );
  });
});
