import { InboxEmbedError } from "../embeds-error.ts";
import type { KeyOptions } from "../options.ts";
import { keyContext, readUnlessUnreadable } from "./context.ts";
import { emptyRecord, recordKey, writeRecord } from "./record.ts";

/**
 * Replaces a record that cannot be read by an empty one: its key to unseal it is lost, or something
 * else wrote to the store. **The URLs in it are lost, and its embeds are condemned:** the next sweep
 * revokes them, and the next `ensureInboxEmbed` creates another. A record that can be read is left
 * as it is.
 *
 * @throws InboxEmbedError `input` for a record that can be read; `unreadable_record` where the store
 *   cannot tell the record's version; the store's own errors
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { discardUnreadableRecord, memoryStore, sweepInboxEmbeds } from "@shared/kapso-embeds";
 *
 * const options = { kapso: createKapsoClient(), store: memoryStore(), deployment: "shop-production" };
 * const { unreadable } = await sweepInboxEmbeds(options);
 * for (const { key, error } of unreadable) {
 *   console.log(key, error.message);
 *   await discardUnreadableRecord({ ...options, key });
 * }
 * ```
 */
export async function discardUnreadableRecord(options: KeyOptions): Promise<void> {
  const context = await keyContext(options);
  const { store, deployment, key } = context;
  const read = await readUnlessUnreadable(context);
  if ("value" in read) {
    throw new InboxEmbedError(
      "input",
      `The record "${key}" can be read, so that it was not discarded. revokeInboxEmbed ends its embeds.`,
    );
  }
  const version = read.error.recordVersion;
  if (version === undefined) throw read.error;
  const empty = writeRecord({ ...emptyRecord, sweepAfter: context.clock.now() });
  if (await store.compareAndSet(recordKey(deployment, key), version, empty)) return;
  throw new InboxEmbedError(
    "timed_out",
    `Another process changed the record "${key}" while it was discarded. Look at it again.`,
  );
}
