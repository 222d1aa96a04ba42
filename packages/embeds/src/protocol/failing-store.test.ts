import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { postgresStore } from "../stores/postgres.ts";
import type { EmbedStore } from "../stores/store.ts";
import { startBench } from "../testing/bench.ts";
import { databaseUrl } from "../testing/stores.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { revokeInboxEmbed } from "./revoke.ts";
import { rotateInboxEmbed } from "./rotate.ts";

const failure = new Error("cannot execute UPDATE in a read-only transaction");

/** A store whose saves fail while `fails()`; reads go on. */
function failing(store: EmbedStore, fails: () => boolean): EmbedStore {
  return {
    ...store,
    async compareAndSet(...save) {
      if (fails()) throw failure;
      return store.compareAndSet(...save);
    },
  };
}

test("ensure gives up after a few failed saves, with the store's error as cause", async () => {
  const bench = await startBench();
  const store = failing(bench.options.store, () => true);
  await expect(ensureInboxEmbed({ ...bench.options, store })).rejects.toMatchObject({
    code: "store_failed",
    cause: failure,
  });
  expect(bench.clock.waited.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(1_000);
  expect(await bench.ids()).toEqual([]);
});

test("ensure gives up with the cause when the save after the POST fails, and revokes nothing", async () => {
  const bench = await startBench();
  // Enough embeds for the record of the project, which is not saved again then.
  for (const key of ["a", "b", "c"]) await ensureInboxEmbed({ ...bench.options, key });
  let saves = 0;
  const store = failing(bench.options.store, () => ++saves > 1);
  await expect(ensureInboxEmbed({ ...bench.options, store })).rejects.toMatchObject({
    code: "save_unknown",
    cause: failure,
  });
  expect(saves).toBeLessThan(10);
  expect(await bench.ids()).toHaveLength(4);
});

test("ensure gives up with the cause when the record of the project cannot be saved, and leaves no embed", async () => {
  const bench = await startBench();
  let saves = 0;
  const store = failing(bench.options.store, () => ++saves > 1);
  await expect(ensureInboxEmbed({ ...bench.options, store })).rejects.toMatchObject({
    code: "store_failed",
    cause: failure,
  });
  expect(await bench.ids()).toEqual([]);
});

test.each([3, 5])("ensure bridges saves of which every %ith succeeds", async (every) => {
  const bench = await startBench();
  // Enough embeds for the record of the project, which is not saved again then.
  for (const key of ["a", "b", "c"]) await ensureInboxEmbed({ ...bench.options, key });
  let saves = 0;
  const store = failing(bench.options.store, () => ++saves % every !== 0);
  await ensureInboxEmbed({ ...bench.options, store });
  expect(saves).toBe(2 * every);
});

describe("revoke, where the store fails,", () => {
  test("revokes the key's embeds upstream, and reports that it could not record it", async () => {
    const bench = await startBench();
    const old = await ensureInboxEmbed(bench.options);
    const live = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
    const lost = await bench.orphan();
    const other = await ensureInboxEmbed({ ...bench.options, key: "other" });
    const store = failing(bench.options.store, () => true);
    const { revoked, notRecorded } = await revokeInboxEmbed({ ...bench.options, store });
    expect(revoked.sort()).toEqual([old.id, live.id, lost].sort());
    expect(notRecorded).toMatchObject({ code: "store_failed", cause: failure });
    expect(notRecorded?.message).toContain("revoked upstream");
    expect(await bench.ids()).toEqual([other.id]);
    expect(await revokeInboxEmbed(bench.options)).toMatchObject({ notRecorded: undefined });
    expect(await bench.live()).toBeNull();
  });

  test("revokes by the embeds' names when the store cannot even be read", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const other = await ensureInboxEmbed({ ...bench.options, key: "other" });
    const down = async (): Promise<never> => {
      throw failure;
    };
    const store = { get: down, compareAndSet: down, list: down };
    const { revoked, notRecorded } = await revokeInboxEmbed({ ...bench.options, store });
    expect(revoked).toHaveLength(1);
    expect(notRecorded).toMatchObject({ code: "store_failed", cause: failure });
    expect(await bench.ids()).toEqual([other.id]);
  });

  test("throws when the API fails too, with both errors", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    bench.emulator.faults.add({ kind: "status", status: 401, method: "DELETE" });
    const store = failing(bench.options.store, () => true);
    await expect(revokeInboxEmbed({ ...bench.options, store })).rejects.toMatchObject({
      status: 401,
    });
  });
});

describe.runIf(databaseUrl)("on a PostgreSQL that became read-only", () => {
  test("ensure and revoke name the database's own error", async () => {
    const table = `embeds_${crypto.randomUUID().replaceAll("-", "")}`;
    const open = (options?: string) => {
      const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options });
      return { pool, store: postgresStore({ query: (text, p) => pool.query(text, p), table }) };
    };
    const primary = open();
    const readOnly = open("-c default_transaction_read_only=on");
    onTestFinished(async () => {
      await primary.pool.query(`DROP TABLE ${table}`);
      await Promise.all([primary.pool.end(), readOnly.pool.end()]);
    });
    await primary.store.createTable();
    const bench = await startBench({ store: primary.store });
    await ensureInboxEmbed(bench.options);
    const failed = { ...bench.options, store: readOnly.store };
    await expect(rotateInboxEmbed(failed)).rejects.toMatchObject({
      code: "store_failed",
      cause: { code: "25006" },
    });
    const { revoked, notRecorded } = await revokeInboxEmbed(failed);
    expect(revoked).toHaveLength(1);
    expect(notRecorded).toMatchObject({ cause: { code: "25006" } });
    expect(await bench.ids()).toEqual([]);
  });

  test("ensure names the error of a key that is too long for the index", async () => {
    const table = `embeds_${crypto.randomUUID().replaceAll("-", "")}`;
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    const store = postgresStore({ query: (text, params) => pool.query(text, params), table });
    onTestFinished(async () => {
      await pool.query(`DROP TABLE ${table}`);
      await pool.end();
    });
    await store.createTable();
    const random = Array.from({ length: 300 }, () => crypto.randomUUID()).join("");
    const bench = await startBench({ store, key: random });
    await expect(ensureInboxEmbed(bench.options)).rejects.toMatchObject({
      code: "store_failed",
      cause: { code: "54000" },
    });
  });
});
