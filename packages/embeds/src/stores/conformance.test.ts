import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealed } from "../sealed/sealed.ts";
import { allStores, databaseUrl, redisUrl, type TestStore } from "../testing/stores.ts";
import { storeConformance } from "./conformance.ts";
import { memoryStore } from "./memory.ts";
import type { EmbedStore, StoredValue } from "./store.ts";

test.for([
  ["PostgreSQL", "DATABASE_URL", databaseUrl, "postgres://postgres@127.0.0.1:5432/postgres"],
  ["Redis", "REDIS_URL", redisUrl, "redis://127.0.0.1:6379"],
])("a %s server is there to test with", ([server, variable, url, example], { skip }) => {
  if (url) return;
  const advice = `${variable} is not set: the tests that need a ${server} server do not run. Set it to a server's URL, for example ${example}.`;
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
    // The list is the inner store's own.
    const cases = storeConformance(opened).filter(
      ({ name }) => isFullLevel || !name.startsWith("lists every key"),
    );
    for (const { name, run } of cases) test(name, run);
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

  test.each([
    ["pads its keys", (key: string) => key.trimEnd()],
    ["normalises its keys", (key: string) => key.normalize("NFC")],
    ["ignores accents", (key: string) => key.normalize("NFD").replaceAll(/\p{M}/gu, "")],
    ["ignores case", (key: string) => key.toLowerCase()],
  ])("that %s", async (_, fold) => {
    const good = memoryStore();
    const store: EmbedStore = {
      ...good,
      get: (key) => good.get(fold(key)),
      compareAndSet: (key, ...save) => good.compareAndSet(fold(key), ...save),
    };
    expect(await refusals(shared(store))).toEqual([
      "keeps any key apart from any other, and any value whole",
    ]);
  });

  test("whose list ends after 1,000 keys", async () => {
    const good = memoryStore();
    const store: EmbedStore = { ...good, list: async () => (await good.list()).slice(-1_000) };
    expect(await refusals(shared(store))).toEqual(["lists every key, also 1001 of them"]);
  });

  test("that throws when saves compete, with the behavior that a store must have", async () => {
    const good = memoryStore();
    let under: string | undefined;
    const store: EmbedStore = {
      ...good,
      async compareAndSet(key, ...save) {
        if (under === key) throw Object.assign(new Error("could not serialize"), { code: "40001" });
        under = key;
        await new Promise((resolve) => setImmediate(resolve));
        under = undefined;
        return good.compareAndSet(key, ...save);
      },
    };
    expect(await refusals(shared(store))).toEqual([
      "lets one of many saves win, for a first value and for a later one",
      "loses no update",
    ]);
    const [race] = storeConformance(async () => shared(store)()).filter(({ name }) =>
      name.startsWith("loses"),
    );
    await expect(race?.run()).rejects.toThrow(/must retry.*40001/);
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
