import { unreadableRecord } from "../embeds-error.ts";
import type { EmbedStore, StoredValue } from "./store.ts";

/**
 * Sends one command: `(args) => client.sendCommand(args)` of node-redis,
 * `([name = "", ...args]) => redis.call(name, ...args)` of ioredis.
 */
export type RedisCommand = (args: string[]) => Promise<unknown>;

/** The options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** Sends a command to the primary. */
  command: RedisCommand;
  /**
   * The key of the one hash that has all records.
   * @default "kapso_inbox_embeds"
   */
  hash?: string | undefined;
}

/** A field of the hash is `<version>:<value>`. One key, so that it also runs in a cluster. */
const compareAndSetScript = `
local held = redis.call("HGET", KEYS[1], ARGV[1])
local version = held and string.match(held, "^(%d+):") or "0"
if version ~= ARGV[2] then return 0 end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[3] .. ":" .. ARGV[4])
return 1
`;

/**
 * Keeps records in one hash of Redis or Valkey, over any client. A script compares and sets.
 *
 * **Redis must not lose a save that it has confirmed**: the URL of the embed would be lost, and a
 * sweep would revoke the embed that customers have open. It needs `appendonly yes` with
 * `appendfsync always` (`everysec` may lose a second), `maxmemory-policy noeviction`, and reads from
 * the primary. Its replication is asynchronous: a failover to a replica can lose saves, also with
 * `WAIT`. If failovers are automatic, use PostgreSQL.
 *
 * @example
 * ```ts
 * import { redisStore, type RedisCommand } from "@shared/kapso-embeds";
 *
 * declare const client: { sendCommand: RedisCommand }; // createClient() of node-redis
 * const store = redisStore({ command: (args) => client.sendCommand(args) });
 * ```
 */
export function redisStore({
  command,
  hash = "kapso_inbox_embeds",
}: RedisStoreOptions): EmbedStore {
  return {
    async get(key) {
      const held = await command(["HGET", hash, key]);
      return held == null ? undefined : split(key, String(held));
    },
    async compareAndSet(key, version, value) {
      const [from, to] = [String(version), String(version + 1)];
      const saved = await command(["EVAL", compareAndSetScript, "1", hash, key, from, to, value]);
      return Number(saved) === 1;
    },
    async list() {
      return ((await command(["HKEYS", hash])) as unknown[]).map(String);
    },
  };
}

function split(key: string, held: string): StoredValue {
  const colon = held.indexOf(":");
  const version = Number(held.slice(0, colon));
  if (colon > 0 && Number.isSafeInteger(version)) return { version, value: held.slice(colon + 1) };
  throw unreadableRecord(
    0,
    `The record "${key}" in Redis must begin with its version. Another program writes to the hash: give redisStore a hash that no other program uses.`,
  );
}
