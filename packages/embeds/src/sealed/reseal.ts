import { concurrently, keysAtOnce } from "../concurrently.ts";
import { InboxEmbedError, isInboxEmbedError } from "../embeds-error.ts";
import type { EmbedStore } from "../stores/store.ts";
import { createCipher, isSealed, keyIdOf, type SealingKeys } from "./cipher.ts";

/** The options of {@link reseal}. */
export interface ResealOptions {
  /** The store below `sealed`. */
  store: EmbedStore;
  /** The same keys that the service has: `current` and each that sealed a record. */
  keys: SealingKeys;
  /**
   * Whether records that are not sealed are sealed too.
   * @default false
   */
  acceptPlain?: boolean | undefined;
  /** Stops it between two records. Resealed records stay resealed. */
  signal?: AbortSignal | undefined;
}

/** The result of {@link reseal}. */
export interface ResealReport {
  /** How many records were sealed again. */
  resealed: number;
  /** How many records were sealed with `current` already. */
  alreadyCurrent: number;
  /** The records, by their keys in the store, that could not be opened. They did not change. */
  failed: { key: string; error: InboxEmbedError }[];
}

/** How many conflicts with other processes a record may have before it is reported. */
const maxAttempts = 50;

/**
 * Seals each record with `current` that another key has sealed, so that the other key can be
 * retired. The service may run meanwhile: each record is saved upon its version. If it is
 * interrupted, or the store fails, run it again: it skips records that are done.
 *
 * @throws InboxEmbedError `input` for a key that is not 32 bytes; the store's own errors
 * @example
 * ```ts
 * import { memoryStore, reseal, sealedWith } from "@shared/kapso-embeds";
 *
 * declare const vault: { spring: string; autumn: string }; // each from: openssl rand -base64 32
 * const store = memoryStore(); // postgresStore(…), without sealed
 * const keys = { current: "autumn", keys: { autumn: vault.autumn, spring: vault.spring } };
 * const { resealed, failed } = await reseal({ store, keys });
 * console.log(resealed, failed, await sealedWith(store));
 * ```
 */
export async function reseal({
  store,
  keys,
  acceptPlain = false,
  signal,
}: ResealOptions): Promise<ResealReport> {
  const cipher = createCipher(keys);
  const report: ResealReport = { resealed: 0, alreadyCurrent: 0, failed: [] };

  async function resealOne(key: string): Promise<"resealed" | "alreadyCurrent"> {
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      signal?.throwIfAborted();
      const stored = await store.get(key);
      if (!stored) return "alreadyCurrent";
      const plain = acceptPlain && !isSealed(stored.value);
      const value = plain ? stored.value : await cipher.open(key, stored);
      if (keyIdOf(stored.value) === keys.current) return "alreadyCurrent";
      const next = await cipher.seal(key, stored.version + 1, value);
      if (await store.compareAndSet(key, stored.version, next)) return "resealed";
    }
    throw new InboxEmbedError(
      "timed_out",
      `Other processes changed the record "${key}" ${maxAttempts} times before this call could seal it again. Run reseal again.`,
    );
  }

  await concurrently(await store.list(), keysAtOnce, async (key) => {
    try {
      report[await resealOne(key)] += 1;
    } catch (error) {
      if (!isInboxEmbedError(error)) throw error;
      report.failed.push({ key, error });
    }
  });
  return report;
}
