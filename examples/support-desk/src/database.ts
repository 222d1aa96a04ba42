import { PGlite } from "@electric-sql/pglite";
import { type PostgresStore, postgresStore } from "@shared/kapso-embeds";

export interface Database {
  /** A replica's store over the shared database. */
  connect(): PostgresStore;
  close(): Promise<void>;
}

/** PostgreSQL inside this process, for a demo without a server; a service uses its database. */
export async function startDatabase(): Promise<Database> {
  const database = await PGlite.create();
  const connect = (): PostgresStore =>
    postgresStore({
      query: async (text, params) => {
        const { rows } = await database.query<Record<string, unknown>>(text, params);
        return rows;
      },
    });
  await connect().createTable();
  return { connect, close: () => database.close() };
}
