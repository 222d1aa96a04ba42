import { InboxEmbedError } from "../embeds-error.ts";
import type { EmbedStore } from "./store.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Sends one statement: `pool.query` of pg, `query` of PGlite, `unsafe` of postgres. */
export type Query = (text: string, params: string[]) => Promise<Rows | { readonly rows: Rows }>;

/** The options of {@link postgresStore}. */
export interface PostgresStoreOptions {
  /** Sends a statement to the primary. */
  query: Query;
  /**
   * The table, with or without its schema.
   * @default "kapso_inbox_embeds"
   */
  table?: string | undefined;
}

/** How many times a statement is tried that the server rolls back because of another session. */
const maxAttempts = 100;

/** A store in PostgreSQL. */
export interface PostgresStore extends EmbedStore {
  /** The statement that creates the table, for a migration. */
  readonly schema: string;
  /** Creates the table, unless it exists. Replicas may call it at the same time. */
  createTable(): Promise<void>;
}

/**
 * Keeps records in a table of PostgreSQL, over any function that sends a statement. Each save is one
 * statement, correct at read committed and above. A statement that the server rolls back because of
 * another session (40001, 40P01) is retried. Use the primary: a read replica lags behind.
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
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await query(text, params);
        return "rows" in result ? result.rows : result;
      } catch (error) {
        // Rolled back because of another session: above read committed, or in a deadlock.
        const rolledBack = ["40001", "40P01"].includes(codeOf(error));
        if (!rolledBack || attempt >= maxAttempts) throw error;
      }
    }
  };
  return {
    schema,
    async createTable() {
      try {
        await send(schema, []);
      } catch (error) {
        // IF NOT EXISTS does not hold against another session that creates the table at the same
        // moment: one of these codes, and by then the other's table is there.
        if (!["23505", "42P07", "42710"].includes(codeOf(error))) throw error;
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

/** An ORM wraps the error of its driver. */
function codeOf(error: unknown): string {
  for (let inner = error; typeof inner === "object" && inner !== null; ) {
    const { code, cause } = inner as { code?: unknown; cause?: unknown };
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
    inner = cause;
  }
  return "";
}
