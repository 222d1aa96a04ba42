import { InboxEmbedError } from "../embeds-error.ts";
import type { EmbedStore } from "../stores/store.ts";

/** The embed that is handed out. */
export interface LiveEmbed {
  id: string;
  nonce: string;
  embed_url: string;
  expires_at: string | null;
  scope_type: string;
  scope_id: string | null;
  /** The settings that were last asked for, to notice when others are. */
  asked: string;
  /** The settings as the API last answered them, to notice when somebody else changed them. */
  actual: string;
}

/**
 * All that is known of a key, and the allow-list for its embeds: whatever has its name and is not
 * in here is condemned, and may be revoked by anybody. A nonce that left never comes back.
 */
export interface EmbedRecord {
  live: LiveEmbed | null;
  /** Written before the POST, so that no embed is ever made that nobody knows of. */
  creating: { nonce: string; leaseUntil: number } | null;
  /** Replaced embeds that are to work a little longer. */
  retiring: { id: string; until: number }[];
  /** When a sweep is worth while. A hint: no safety rests on it. */
  sweepAfter: number | null;
}

export interface ReadRecord {
  record: EmbedRecord;
  version: number;
}

/** What became of a save. After `unknown` it may have happened, or happen yet. */
export type Saved = "saved" | "conflict" | "unknown";

export const EMPTY_RECORD: EmbedRecord = {
  live: null,
  creating: null,
  retiring: [],
  sweepAfter: null,
};

export function recordKey(deployment: string, key: string): string {
  return `${deployment}/${key}`;
}

export async function readRecord(store: EmbedStore, storeKey: string): Promise<ReadRecord> {
  const stored = await store.get(storeKey);
  if (!stored) return { record: EMPTY_RECORD, version: 0 };
  return { record: parse(stored.value, storeKey), version: stored.version };
}

/** Saves a record upon the version that it was made from. */
export async function saveRecord(
  store: EmbedStore,
  storeKey: string,
  version: number,
  record: EmbedRecord,
): Promise<Saved> {
  try {
    const value = JSON.stringify({ format: 1, ...record });
    return (await store.compareAndSet(storeKey, version, value)) ? "saved" : "conflict";
  } catch {
    // The read that follows says what became of it, or throws what is wrong with the store.
    return "unknown";
  }
}

/** Whether the record keeps an embed; what it does not keep is condemned. */
export function keeps(record: EmbedRecord, embed: { id: string; nonce: string }): boolean {
  return (
    record.live?.id === embed.id ||
    record.creating?.nonce === embed.nonce ||
    record.retiring.some(({ id }) => id === embed.id)
  );
}

/** The record without what has run out: leases that passed, and graces. */
export function withoutExpired(record: EmbedRecord, now: number): EmbedRecord {
  const { creating } = record;
  return {
    ...record,
    creating: creating && creating.leaseUntil > now ? creating : null,
    retiring: record.retiring.filter(({ until }) => until > now),
  };
}

function parse(value: string, storeKey: string): EmbedRecord {
  try {
    const { format, live, creating, retiring, sweepAfter } = JSON.parse(value) as EmbedRecord & {
      format: number;
    };
    if (format === 1 && Array.isArray(retiring)) return { live, creating, retiring, sweepAfter };
  } catch {
    // It is said below, without the value, which holds a secret.
  }
  throw new InboxEmbedError(
    "unreadable_record",
    `The record "${storeKey}" is not in format 1, the one this version reads. Somebody else may write to the store, or a sealed store is read without sealed(…).`,
  );
}
