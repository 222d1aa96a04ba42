import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseUrl } from "../testing/stores.ts";
import { storeConformance } from "./conformance.ts";
import { type PostgresStore, postgresStore } from "./postgres.ts";

describe.runIf(databaseUrl)("over the postgres package, whose rows come as a list", () => {
  const sql = postgres(databaseUrl ?? "", { max: 5, onnotice: () => {} });
  const table = `public.embeds_${crypto.randomUUID().replaceAll("-", "")}`;
  const open = (): PostgresStore =>
    postgresStore({ query: (text, params) => sql.unsafe(text, params), table });

  beforeAll(() => open().createTable());
  afterAll(async () => {
    await sql.unsafe(`DROP TABLE ${table}`);
    await sql.end();
  });

  const cases = storeConformance(async () => ({ store: open(), another: open }));
  for (const { name, run } of cases) test(name, run);

  test("replicas that start together make one table", async () => {
    const other = `embeds_${crypto.randomUUID().replaceAll("-", "")}`;
    const replica = () =>
      postgresStore({ query: (text, params) => sql.unsafe(text, params), table: other });
    await Promise.all(Array.from({ length: 10 }, () => replica().createTable()));
    expect(await replica().list()).toEqual([]);
    await sql.unsafe(`DROP TABLE ${other}`);
  });
});

describe.runIf(databaseUrl)("at the isolation level serializable", () => {
  const sql = postgres(databaseUrl ?? "", {
    max: 10,
    onnotice: () => {},
    connection: { default_transaction_isolation: "serializable" },
  });
  const table = `embeds_${crypto.randomUUID().replaceAll("-", "")}`;
  const open = () => postgresStore({ query: (text, params) => sql.unsafe(text, params), table });
  beforeAll(() => open().createTable());
  afterAll(async () => {
    await sql.unsafe(`DROP TABLE ${table}`);
    await sql.end();
  });

  const cases = storeConformance(async () => ({ store: open(), another: open }));
  for (const { name, run } of cases) test(name, run);
});

test.each(["a b", "x; DROP TABLE users", '"quoted"', "a.b.c", ""])(
  "%j is rejected as a table",
  (table) => {
    expect(() => postgresStore({ query: async () => [], table })).toThrow(/plain name/);
  },
);

test.each(["23505", "42P07", "42710"])(
  "createTable tries again after %s, which a session gets that creates the table at the same time",
  async (code) => {
    let failures = 1;
    const query = async () => {
      if (failures-- > 0) throw Object.assign(new Error("already exists"), { code });
      return [];
    };
    await postgresStore({ query }).createTable();
    failures = 2;
    await expect(postgresStore({ query }).createTable()).rejects.toMatchObject({ code });
  },
);
