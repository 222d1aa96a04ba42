import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealed } from "../sealed/sealed.ts";
import { allStores, databaseUrl, type TestStore } from "../testing/stores.ts";
import { storeConformance } from "./conformance.ts";
import { memoryStore } from "./memory.ts";
import type { EmbedStore, StoredValue } from "./store.ts";

test("a PostgreSQL server is there to test with", ({ skip }) => {
  if (databaseUrl) return;
  const advice =
    "DATABASE_URL is not set: the tests that need a PostgreSQL server do not run, only those on PGlite. Set it to a server's URL, for example postgres://postgres@127.0.0.1:5432/postgres.";
  if (process.env["CI"]) throw new Error(advice);
  console.warn(advice);
  skip(advice);
});

const keys = { current: "a", keys: { a: new Uint8Array(32) } };

describe.each(allStores)("the %s store", (_, open) => {
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

/** Runs the suite and returns the names of the cases that a store fails. */
async function refusals(
  make: () => { store: EmbedStore; another(): EmbedStore },
): Promise<string[]> {
  const refused: string[] = [];
  for (const { name, run } of storeConformance(async () => make())) {
    await run().catch(() => refused.push(name));
  }
  return refused;
}

describe("the suite fails a store", () => {
  const shared = (store: EmbedStore) => () => ({ store, another: () => store });

  test("whose last write wins", async () => {
    const good = memoryStore();
    const store: EmbedStore = {
      ...good,
      async compareAndSet(key, _version, value) {
        return good.compareAndSet(key, (await good.get(key))?.version ?? 0, value);
      },
    };
    expect(await refusals(shared(store))).toContain("saves a first value once");
  });

  test("that compares and sets in two steps", async () => {
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

  test("whose reads come from a cache", async () => {
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

  test("whose versions are a function of the value, and come back with it", async () => {
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
