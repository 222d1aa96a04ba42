import { InboxEmbedError, isInboxEmbedError } from "../embeds-error.ts";
import type { KeyOptions } from "../options.ts";
import { type KeyContext, keyContext } from "./context.ts";
import { projectKey, readProject } from "./project.ts";
import { emptyRecord, recordKey, writeRecord } from "./record.ts";

/**
 * Replaces a record that cannot be read with an empty record: the key to unseal it is lost, or another
 * program wrote to the store. **The URLs in it are lost, and its embeds are orphaned:** the next sweep
 * revokes them, and the next `ensureInboxEmbed` creates another. A record that can be read does not
 * change. The deployment's project record, if it cannot be read, is emptied by a call with any key.
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
  const { deployment, key } = context;
  const empty = writeRecord({ ...emptyRecord, sweepAfter: context.clock.now() });
  const ofKey = await discard(context, context.read, recordKey(deployment, key), empty);
  const noIds = JSON.stringify({ format: 1, ids: [] });
  const ofProject = await discard(
    context,
    () => readProject(context),
    projectKey(deployment),
    noIds,
  );
  if (ofKey || ofProject) return;
  throw new InboxEmbedError(
    "input",
    `The record "${key}" can be read, so it was not discarded. Call revokeInboxEmbed to end its embeds.`,
  );
}

/** Resolves to whether the record could not be read. */
async function discard(
  { store }: KeyContext,
  read: () => Promise<unknown>,
  storeKey: string,
  value: string,
): Promise<boolean> {
  try {
    await read();
    return false;
  } catch (error) {
    if (!isInboxEmbedError(error, "unreadable_record")) throw error;
    const { recordVersion } = error;
    if (recordVersion === undefined) throw error;
    if (await store.compareAndSet(storeKey, recordVersion, value)) return true;
  }
  throw new InboxEmbedError(
    "timed_out",
    `Another process changed the record "${storeKey}" during the call, so nothing was discarded. Call again if the record still cannot be read.`,
  );
}
