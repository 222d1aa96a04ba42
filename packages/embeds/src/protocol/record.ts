import { InboxEmbedError, unreadableRecord } from "../embeds-error.ts";
import type { EmbedStore, StoredValue } from "../stores/store.ts";

/** The embed that `ensureInboxEmbed` returns. */
export interface LiveEmbed {
  id: string;
  nonce: string;
  embed_url: string;
  expires_at: string | null;
  scope_type: string;
  scope_id: string | null;
  /** The settings of the last request, to notice when another request has others. */
  asked: string;
  /** The settings of the API's last response, to notice a change from outside. */
  actual: string;
}

/**
 * The state of a key, and the allow-list for its embeds: an embed that has the key's name and is
 * not in here is orphaned, and any process may revoke it. A removed nonce never comes back.
 */
export interface EmbedRecord {
  live: LiveEmbed | null;
  /** Written before the POST, so that every embed can be found from a record. */
  creating: { nonce: string; leaseUntil: number } | null;
  /** Replaced embeds that still work until their grace ends. */
  retiring: { id: string; until: number }[];
  /** When to sweep next. A hint: safety does not depend on it. */
  sweepAfter: number | null;
  /**
   * The deployment that has the key now. The record keeps its embeds, so that no sweep of the old
   * deployment revokes them; every other function goes on with the new deployment's record.
   */
  movedTo?: string | undefined;
}

export interface ReadRecord {
  record: EmbedRecord;
  version: number;
}

/** The result of a save. After `unknown`, the save may have happened or may still happen. */
export type Saved = "saved" | "conflict" | "unknown";

/**
 * How many saves in a row may fail before a call gives up. A lost response is retried; a read-only
 * database is an error.
 */
const maxFailedSaves = 5;

export const emptyRecord: EmbedRecord = {
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
  if (!stored) return { record: emptyRecord, version: 0 };
  return { record: parse(stored, storeKey), version: stored.version };
}

/**
 * Makes the function that saves a record upon the version that it was made from.
 *
 * @throws InboxEmbedError `store_failed` at the fifth failure in a row
 */
export function recordSaver(
  store: EmbedStore,
  storeKey: string,
): (version: number, record: EmbedRecord) => Promise<Saved> {
  let failed = 0;
  return async (version, record) => {
    try {
      const value = writeRecord(record);
      const saved = await store.compareAndSet(storeKey, version, value);
      failed = 0;
      return saved ? "saved" : "conflict";
    } catch (error) {
      failed += 1;
      // The read that follows shows the result, or throws the store's error.
      if (failed < maxFailedSaves) return "unknown";
      throw storeFailedError(storeKey, failed, error);
    }
  };
}

export function storeFailedError(storeKey: string, times: number, cause: unknown): InboxEmbedError {
  return new InboxEmbedError(
    "store_failed",
    `The store failed ${times} times in a row to save the record "${storeKey}"; cause has its last error. Check for a read-only replica, a full disk or a key that is too long, then call again.`,
    cause,
  );
}

export function writeRecord(record: EmbedRecord): string {
  return JSON.stringify({ format: 1, ...record });
}

/** Whether the record keeps an embed; an embed that it does not keep is orphaned. */
export function keeps(record: EmbedRecord, embed: { id: string; nonce: string }): boolean {
  return (
    record.live?.id === embed.id ||
    record.creating?.nonce === embed.nonce ||
    record.retiring.some(({ id }) => id === embed.id)
  );
}

/** The record without leases and graces that have run out. */
export function withoutExpired(record: EmbedRecord, now: number): EmbedRecord {
  const { creating } = record;
  return {
    ...record,
    creating: creating && creating.leaseUntil > now ? creating : null,
    retiring: record.retiring.filter(({ until }) => until > now),
  };
}

function parse({ value, version }: StoredValue, storeKey: string): EmbedRecord {
  try {
    const { format, ...record } = JSON.parse(value) as EmbedRecord & { format: number };
    if (format === 1 && Array.isArray(record.retiring)) return record;
  } catch {
    // The error below does not quote the value, which holds a secret.
  }
  throw unreadableRecord(
    version,
    `The record "${storeKey}" is not in format 1, which this version reads. Either another program writes to the store, or a sealed store is read without sealed(…). Bring back the record, or call discardUnreadableRecord.`,
  );
}
