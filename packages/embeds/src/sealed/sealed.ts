import { InboxEmbedError } from "../embeds-error.ts";
import type { EmbedStore } from "../stores/store.ts";
import { createCipher, isSealed, type SealingKeys } from "./cipher.ts";

/** The options of {@link sealed} for records that are not sealed. */
export interface SealedOptions {
  /**
   * Whether records that are not sealed can be read. Set it only while you switch sealing on over
   * an existing store: anyone who can write to the store can then add a record.
   * @default false
   */
  acceptPlain?: boolean | undefined;
  /**
   * Whether records are written unsealed as before. Only for the first deploy that switches sealing
   * on: replicas that do not seal yet could not read a sealed record. Needs `acceptPlain`.
   * @default false
   */
  writePlain?: boolean | undefined;
}

/**
 * A store whose records are encrypted at rest with AES-256-GCM. Each record is bound to its key and
 * version: a record in the place of another, or an old record that was restored, is rejected. The keys
 * of records, and the times of changes, stay readable. A rollback of a whole store, versions
 * included, is not noticed.
 *
 * @throws InboxEmbedError `input` for a key that is not 32 bytes; `unreadable_record` from `get`
 *   for a value that was not sealed with these keys for its key and version
 * @example
 * ```ts
 * import { memoryStore, sealed } from "@shared/kapso-embeds";
 *
 * declare const fromTheVault: string; // openssl rand -base64 32
 * const store = sealed(memoryStore(), { current: "2026-11", keys: { "2026-11": fromTheVault } });
 * ```
 */
export function sealed(
  store: EmbedStore,
  keys: SealingKeys,
  { acceptPlain = false, writePlain = false }: SealedOptions = {},
): EmbedStore {
  const cipher = createCipher(keys);
  if (writePlain && !acceptPlain) {
    throw new InboxEmbedError(
      "input",
      "writePlain: true needs acceptPlain: true. Without it, the store cannot read the records that it writes.",
    );
  }
  return {
    list: () => store.list(),
    async get(key) {
      const stored = await store.get(key);
      if (!stored || (acceptPlain && !isSealed(stored.value))) return stored;
      return { version: stored.version, value: await cipher.open(key, stored) };
    },
    async compareAndSet(key, version, value) {
      const written = writePlain ? value : await cipher.seal(key, version + 1, value);
      return store.compareAndSet(key, version, written);
    },
  };
}
