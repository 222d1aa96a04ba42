import { concurrently } from "../concurrently.ts";
import type { EmbedStore } from "./store.ts";

/** A store under test. */
export interface StoreUnderTest {
  /** The store, as one process sees it. */
  store: EmbedStore;
  /** The same store as another process sees it: another connection, no shared cache. */
  another(): EmbedStore | Promise<EmbedStore>;
}

/** One requirement of the contract, and its check. */
export interface ConformanceCase {
  /** The requirement, worded as the name of a test. */
  name: string;
  /** Rejects, with an explanation, when the store breaks the requirement. */
  run(): Promise<void>;
}

const racers = 20;

/** One more than the page of a usual database or cloud service. */
const manyKeys = 1_001;

/**
 * The requirements of `ensureInboxEmbed` on a store, as cases for any test runner.
 *
 * @param open - returns a fresh handle on the store; values that it holds already are left alone
 * @example
 * ```ts
 * import { memoryStore } from "@shared/kapso-embeds";
 * import { storeConformance } from "@shared/kapso-embeds/conformance";
 *
 * declare const test: (name: string, run: () => Promise<void>) => void; // vitest, node:test, …
 * const mine = memoryStore();
 * for (const { name, run } of storeConformance(async () => ({ store: mine, another: () => mine }))) {
 *   test(name, run);
 * }
 * ```
 */
export function storeConformance(open: () => Promise<StoreUnderTest>): ConformanceCase[] {
  const fresh = (name = ""): string => `conformance/${crypto.randomUUID()}${name}`;
  const one = (
    name: string,
    run: (store: EmbedStore, under: StoreUnderTest) => Promise<void>,
  ): ConformanceCase => ({
    name,
    run: async () => {
      const under = await open();
      await run(under.store, under);
    },
  });

  return [
    one("has no value for a key that was never saved", async (store) => {
      equal(await store.get(fresh()), undefined, "get of a key that was never saved");
    }),
    one("counts versions from 1 in steps of 1", async (store) => {
      const key = fresh();
      for (let version = 0; version < 5; version += 1) {
        const saved = await store.compareAndSet(key, version, `value ${version + 1}`);
        equal(saved, true, `the save upon version ${version}`);
        const held = { version: version + 1, value: `value ${version + 1}` };
        equal(await store.get(key), held, "get after it");
      }
    }),
    one("saves a first value once", async (store) => {
      const key = fresh();
      equal(await store.compareAndSet(key, 0, "first"), true, "the first save upon version 0");
      equal(await store.compareAndSet(key, 0, "second"), false, "the second");
      equal((await store.get(key))?.value, "first", "the value after it");
    }),
    one(
      "refuses a save upon any version but the current one, and changes nothing",
      async (store) => {
        const key = fresh();
        for (const version of [0, 1, 2]) await store.compareAndSet(key, version, `v${version + 1}`);
        for (const version of [0, 1, 2, 4, 99]) {
          const saved = await store.compareAndSet(key, version, "stale");
          equal(saved, false, `a save upon version ${version} while 3 is current`);
        }
        equal(await store.get(key), { version: 3, value: "v3" }, "get after it");
        const none = await store.compareAndSet(fresh(), 1, "stale");
        equal(none, false, "a save upon version 1 of a key that was never saved");
      },
    ),
    one("never gives a version away again, not even for an equal value", async (store) => {
      const key = fresh();
      await store.compareAndSet(key, 0, "same");
      await store.compareAndSet(key, 1, "same");
      equal(await store.compareAndSet(key, 1, "same"), false, "a second save upon version 1");
      equal((await store.get(key))?.version, 2, "the version after it");
    }),
    one("shows a save to every other handle at once", async (store, under) => {
      const key = fresh();
      const other = await under.another();
      for (let version = 0; version < 20; version += 1) {
        // Each handle writes twice in a row: its own save may be what empties its cache.
        const [writer, reader] = version % 4 > 1 ? [other, store] : [store, other];
        equal(await writer.compareAndSet(key, version, `v${version + 1}`), true, "a save");
        const held = { version: version + 1, value: `v${version + 1}` };
        equal(await reader.get(key), held, "another handle's get just after it");
      }
    }),
    one(
      "lets one of many saves win, for a first value and for a later one",
      async (store, under) => {
        const key = fresh();
        const handles = await several(store, under);
        for (let version = 0; version < 10; version += 1) {
          const saves = handles.map((handle, index) =>
            settled(handle.compareAndSet(key, version, `${version}:${index}`)),
          );
          const outcomes = await Promise.all(saves);
          equal(
            outcomes.filter(Boolean).length,
            1,
            `the number of saves that won upon version ${version}`,
          );
          const held = { version: version + 1, value: `${version}:${outcomes.indexOf(true)}` };
          equal(await store.get(key), held, "get after them");
        }
      },
    ),
    one("loses no update", async (store, under) => {
      const key = fresh();
      const add = async (handle: EmbedStore): Promise<void> => {
        for (;;) {
          const held = await handle.get(key);
          const next = String(Number(held?.value ?? 0) + 1);
          if (await settled(handle.compareAndSet(key, held?.version ?? 0, next))) return;
        }
      };
      await Promise.all((await several(store, under)).map(add));
      const held = { version: racers, value: String(racers) };
      equal(await store.get(key), held, `get after ${racers} handles added 1`);
    }),
    one("keeps any key apart from any other, and any value whole", async (store) => {
      const base = fresh();
      const names = [
        "",
        // Padded: CHAR(n), and collations that ignore blanks at the end.
        " ",
        "  ",
        "\t",
        "/",
        "/../x",
        // Folded: collations that ignore case, accents or width.
        "a b",
        "A b",
        "a",
        "\u{e4}",
        "ss",
        "\u{df}",
        "\u{ff41}",
        // Normalised: the same letter as one code point and as two.
        "a\u{308}",
        "日本語",
        "'\"\\;--",
        "%00",
        "x".repeat(300),
      ];
      const value = (name: string): string =>
        `${`${name} {"a":"\\n'$1"} 日本語 e\u{301}\u{e9} \u{1f512}`.repeat(500)} \n `;
      for (const name of names) await store.compareAndSet(base + name, 0, value(name));
      for (const name of names) {
        const held = await store.get(base + name);
        equal(held?.value === value(name), true, `that the value of "…${name}" came back`);
      }
      const listed = (await store.list()).filter((key) => key.startsWith(base)).sort();
      equal(listed, names.map((name) => base + name).sort(), "the list of these keys");
    }),
    one(`lists every key, also ${manyKeys} of them`, async (store, under) => {
      const base = fresh();
      const keys = Array.from({ length: manyKeys }, (_, index) => `${base}/${index}`);
      await concurrently(keys, racers, (key) => settled(store.compareAndSet(key, 0, "value")));
      const other = await under.another();
      const listed = new Set((await other.list()).filter((key) => key.startsWith(base)));
      equal(listed.size, manyKeys, `the number of keys that are listed after ${manyKeys} saves`);
    }),
    one("lists a key once, from its first save on", async (store, under) => {
      const key = fresh();
      const other = await under.another();
      const count = async (): Promise<number> =>
        (await other.list()).filter((listed) => listed === key).length;
      equal(await count(), 0, "the number of times that a key that was never saved is listed");
      await store.compareAndSet(key, 0, "first");
      await store.compareAndSet(key, 1, "second");
      equal(await count(), 1, "the number of times that it is listed after two saves");
    }),
  ];
}

async function several(store: EmbedStore, under: StoreUnderTest): Promise<EmbedStore[]> {
  const other = await under.another();
  return Array.from({ length: racers }, (_, index) => (index % 2 ? other : store));
}

/** A save that other saves compete with must end in true or false. */
async function settled(save: Promise<boolean>): Promise<boolean> {
  try {
    return await save;
  } catch (error) {
    throw new Error(
      "A save threw while other saves ran. A store must retry a statement that the database rolled back because of another (PostgreSQL: codes 40001 and 40P01), and return whether it saved.",
      { cause: error },
    );
  }
}

function equal(got: unknown, expected: unknown, what: string): void {
  if (write(got) === write(expected)) return;
  throw new Error(
    `Expected ${what} to be ${write(expected)}; got ${write(got)}. A store that does this cannot keep embeds.`,
  );
}

function write(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return JSON.stringify(value) ?? "undefined";
  }
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort()));
}
