import { fileStore } from "../stores/file.ts";
import { postgresStore } from "../stores/postgres.ts";
import { redisStore } from "../stores/redis.ts";
import type { EmbedStore } from "../stores/store.ts";

export type StoreAddress =
  | { kind: "file"; folder: string }
  | { kind: "postgres"; url: string; table: string }
  | { kind: "redis"; url: string; hash: string };

/** Opens in another process the store that a test opened in its own. */
export async function openAddress(
  address: StoreAddress,
): Promise<{ store: EmbedStore; close(): Promise<void> }> {
  if (address.kind === "file") return { store: fileStore(address), close: async () => {} };
  if (address.kind === "redis") {
    const { createClient } = await import("redis");
    const client = await createClient({ url: address.url }).connect();
    const command = (args: string[]) => client.sendCommand(args);
    return { store: redisStore({ command, hash: address.hash }), close: () => client.close() };
  }
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: address.url, max: 1 });
  const query = (text: string, params: string[]) => pool.query(text, params);
  return { store: postgresStore({ query, table: address.table }), close: () => pool.end() };
}
