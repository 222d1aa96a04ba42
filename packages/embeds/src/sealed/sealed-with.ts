import { concurrently, keysAtOnce } from "../concurrently.ts";
import { isInboxEmbedError } from "../embeds-error.ts";
import type { EmbedStore } from "../stores/store.ts";
import { keyIdOf } from "./cipher.ts";

/** The keys that have sealed the records of a store. */
export interface SealedWith {
  /** The number of records by the id of the key that sealed them. */
  keys: Record<string, number>;
  /** The number of records that are not sealed. */
  plain: number;
  /** The number of records that the store itself cannot read. */
  unreadable: number;
}

/**
 * Counts the records of a store by the key that sealed them, without any key. A key that does not
 * appear can be retired. It also counts the records of revoked embeds, which stay.
 *
 * @param store - the store below `sealed`
 * @example
 * ```ts
 * import { memoryStore, sealedWith } from "@shared/kapso-embeds";
 *
 * const { keys, plain } = await sealedWith(memoryStore());
 * console.log(keys, plain); // { "2026-11": 412 } 0
 * ```
 */
export async function sealedWith(store: EmbedStore): Promise<SealedWith> {
  const counts = new Map<string, number>();
  let plain = 0;
  let unreadable = 0;
  await concurrently(await store.list(), keysAtOnce, async (key) => {
    try {
      const stored = await store.get(key);
      const id = stored && keyIdOf(stored.value);
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
      else if (stored) plain += 1;
    } catch (error) {
      if (!isInboxEmbedError(error, "unreadable_record")) throw error;
      unreadable += 1;
    }
  });
  return { keys: Object.fromEntries(counts), plain, unreadable };
}
