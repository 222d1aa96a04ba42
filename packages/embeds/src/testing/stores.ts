import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Redis } from "ioredis";
import pg from "pg";
import { createClient } from "redis";
import { fileStore } from "../stores/file.ts";
import { memoryStore } from "../stores/memory.ts";
import { postgresStore } from "../stores/postgres.ts";
import { redisStore } from "../stores/redis.ts";
import type { EmbedStore } from "../stores/store.ts";
import type { StoreAddress } from "./open-address.ts";

/** A store that tests run against, and its raw bytes. */
export interface TestStore {
  store: EmbedStore;
  another(): EmbedStore | Promise<EmbedStore>;
  /** All bytes at rest. */
  raw(): Promise<string>;
  /** How another process opens it; `undefined` when none can. */
  address: StoreAddress | undefined;
  close(): Promise<void>;
}

export type OpenStore = () => Promise<TestStore>;

export const databaseUrl: string | undefined = process.env["DATABASE_URL"];

export const redisUrl: string | undefined = process.env["REDIS_URL"];

/** The stores that several processes can use, by name. */
export const sharedStores: [name: string, open: OpenStore][] = [
  ["file", openFile],
  ...(databaseUrl
    ? [["PostgreSQL", () => openPostgres(databaseUrl)] satisfies [string, OpenStore]]
    : []),
  ...(redisUrl ? [["Redis", () => openRedis(redisUrl)] satisfies [string, OpenStore]] : []),
];

export const allStores: [name: string, open: OpenStore][] = [
  ["memory", openMemory],
  ["PGlite", openPGlite],
  ...sharedStores,
];

async function openMemory(): Promise<TestStore> {
  const store = memoryStore();
  const raw = async (): Promise<string> => {
    const held = await Promise.all((await store.list()).map((key) => store.get(key)));
    return JSON.stringify(held);
  };
  return { store, another: () => store, raw, address: undefined, close: async () => {} };
}

export async function openFile(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-embeds-"));
  const raw = async (): Promise<string> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1"));
    return (await Promise.all(texts)).join("\n");
  };
  return {
    store: fileStore({ folder }),
    another: () => fileStore({ folder }),
    raw,
    address: { kind: "file", folder },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function openPGlite(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-embeds-pglite-"));
  const database = await PGlite.create(folder);
  const open = () =>
    postgresStore({ query: async (text, params) => database.query<object>(text, params) as never });
  const store = open();
  await store.createTable();
  const raw = async (): Promise<string> => {
    await database.query("CHECKPOINT");
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    let bytes = "";
    for (const entry of entries.filter((one) => one.isFile())) {
      bytes += await readFile(join(entry.parentPath, entry.name), "latin1");
    }
    return bytes;
  };
  const close = async (): Promise<void> => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { store, another: open, raw, address: undefined, close };
}

async function openPostgres(url: string): Promise<TestStore> {
  const table = `embeds_${crypto.randomUUID().replaceAll("-", "")}`;
  const pools: pg.Pool[] = [];
  const open = () => {
    const pool = new pg.Pool({ connectionString: url, max: 10 });
    pools.push(pool);
    return postgresStore({ query: (text, params) => pool.query(text, params), table });
  };
  const store = open();
  await Promise.all([store.createTable(), store.createTable(), store.createTable()]);
  const [pool] = pools as [pg.Pool];
  return {
    store,
    another: open,
    async raw() {
      await pool.query("CHECKPOINT");
      const file = "encode(pg_read_binary_file(pg_relation_filepath($1)), 'escape')";
      const { rows } = await pool.query(`SELECT ${file} AS bytes`, [table]);
      return String(rows[0].bytes);
    },
    address: { kind: "postgres", url, table },
    close: async () => {
      await pool.query(`DROP TABLE ${table}`);
      await Promise.all(pools.map((one) => one.end()));
    },
  };
}

/** One handle over ioredis, the others over node-redis. */
async function openRedis(url: string): Promise<TestStore> {
  const hash = `embeds_${crypto.randomUUID()}`;
  const ioredis = new Redis(url);
  const nodeRedis = await createClient({ url }).connect();
  return {
    store: redisStore({ command: ([name = "", ...args]) => ioredis.call(name, ...args), hash }),
    another: () => redisStore({ command: (args) => nodeRedis.sendCommand(args), hash }),
    raw: async () => Object.entries(await ioredis.hgetall(hash)).join("\n"),
    address: { kind: "redis", url, hash },
    async close() {
      await ioredis.del(hash);
      ioredis.disconnect();
      await nodeRedis.close();
    },
  };
}
