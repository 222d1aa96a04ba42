import { InboxEmbedError } from "../embeds-error.ts";
import type { EmbedStore } from "./store.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Sends one statement: `pool.query` of pg, `query` of PGlite, `unsafe` of postgres. */
export type Query = (text: string, params: string[]) => Promise<Rows | { readonly rows: Rows }>;

/** What {@link postgresStore} takes. */
export interface PostgresStoreOptions {
  /** Sends a statement to the primary. */
  query: Query;
  /**
   * The table, with or without its schema.
   * @default "kapso_inbox_embeds"
   */
  table?: string | undefined;
}

/** A store in PostgreSQL. */
export interface PostgresStore extends EmbedStore {
  /** The statement that creates the table, for a migration. */
  readonly schema: string;
  /** Creates the table, unless it exists. Replicas may call it at the same time. */
  createTable(): Promise<void>;
}

/**
 * Keeps records in a table of PostgreSQL, over any function that sends a statement. Each save is one
 * statement, correct at read committed. Use the primary: a read replica lags behind.
 *
 * @example
 * ```ts
 * import { postgresStore, type Query } from "@shared/kapso-embeds";
 *
 * declare const pool: { query: Query }; // new pg.Pool(), or PGlite
 * const store = postgresStore({ query: (text, params) => pool.query(text, params) });
 * await store.createTable();
 * ```
 */
export function postgresStore({
  query,
  table = "kapso_inbox_embeds",
}: PostgresStoreOptions): PostgresStore {
  if (!/^([a-z_][a-z0-9_]*\.)?[a-z_][a-z0-9_]*$/i.test(table)) {
    throw new InboxEmbedError(
      "input",
      `table must be a plain name, for example "kapso_inbox_embeds" or "app.inbox_embeds"; got "${table}".`,
    );
  }
  const schema = `CREATE TABLE IF NOT EXISTS ${table} (key text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, value text NOT NULL, updated_at timestamptz NOT NULL DEFAULT now())`;
  const send = async (text: string, params: string[]): Promise<Rows> => {
    const result = await query(text, params);
    return "rows" in result ? result.rows : result;
  };
  return {
    schema,
    async createTable() {
      try {
        await send(schema, []);
      } catch (error) {
        // IF NOT EXISTS does not hold against another session that creates the table at the same
        // moment: one of these codes, and by then the other's table is there.
        const { code } = error as { code?: unknown };
        if (!["23505", "42P07", "42710"].includes(String(code))) throw error;
        await send(schema, []);
      }
    },
    async get(key) {
      const [row] = await send(`SELECT version, value FROM ${table} WHERE key = $1`, [key]);
      return row && { version: Number(row["version"]), value: String(row["value"]) };
    },
    async compareAndSet(key, version, value) {
      const rows =
        version === 0
          ? await send(
              `INSERT INTO ${table} (key, version, value) VALUES ($1, 1, $2) ON CONFLICT (key) DO NOTHING RETURNING version`,
              [key, value],
            )
          : await send(
              `UPDATE ${table} SET version = version + 1, value = $3, updated_at = now() WHERE key = $1 AND version = $2 RETURNING version`,
              [key, String(version), value],
            );
      return rows.length === 1;
    },
    async list() {
      const rows = await send(`SELECT key FROM ${table} ORDER BY key`, []);
      return rows.map((row) => String(row["key"]));
    },
  };
}
