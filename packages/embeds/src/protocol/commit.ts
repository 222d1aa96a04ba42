import { InboxEmbedError, isInboxEmbedError } from "../embeds-error.ts";
import type { CreateContext } from "./context.ts";
import type { Patience } from "./patience.ts";
import type { EmbedRecord, LiveEmbed, ReadRecord, Saved } from "./record.ts";
import { revokeById } from "./sighting.ts";

/** `orphaned`: the id of the embed that was replaced, if there was one and it has no grace. */
type Committed = { orphaned: string | undefined } | "begin again";

/** Steps 4 and 5 of the protocol: makes an embed the live one of a record that claimed it. */
export async function commit(
  context: CreateContext,
  live: LiveEmbed,
  claimed: ReadRecord,
  grace: number,
  patience: Patience,
): Promise<Committed> {
  let { record, version } = claimed;
  for (;;) {
    const old = record.live;
    const next: EmbedRecord = { ...record, live, creating: null };
    if (old) {
      const until = context.clock.now() + grace;
      if (grace > 0) next.retiring = [...record.retiring, { id: old.id, until }];
      // Also without a grace: this process may be killed before it revokes the old embed.
      next.sweepAfter = Math.min(record.sweepAfter ?? until, until);
    }
    const committed: Committed = { orphaned: grace > 0 ? undefined : claimed.record.live?.id };
    if ((await saveAtCommit(context, version, next)) === "saved") return committed;
    // Step 5. The save may have been applied without a response: read before anything is revoked.
    ({ record, version } = await readAfterCommit(context));
    if (record.live?.id === live.id) return committed;
    if (record.creating?.nonce === live.nonce) {
      if (!patience.allows(undefined)) throw saveUnknown();
      await patience.wait();
      continue;
    }
    if (!record.retiring.some(({ id }) => id === live.id)) {
      // If this fails, a sweep revokes it: it is orphaned, and has our name.
      await revokeById(context, live.id).catch(() => undefined);
    }
    return "begin again";
  }
}

async function saveAtCommit(
  context: CreateContext,
  version: number,
  next: EmbedRecord,
): Promise<Saved> {
  try {
    return await context.save(version, next);
  } catch (error) {
    // Earlier failures may have been applied without a response.
    const { record } = await readAfterCommit(context);
    if (record.live?.id === next.live?.id) return "saved";
    throw saveUnknown(isInboxEmbedError(error, "store_failed") ? error.cause : error);
  }
}

async function readAfterCommit(context: CreateContext): Promise<ReadRecord> {
  try {
    return await context.read();
  } catch (error) {
    throw saveUnknown(error);
  }
}

function saveUnknown(cause?: unknown): InboxEmbedError {
  return new InboxEmbedError(
    "save_unknown",
    "An embed was created, but the store did not confirm the save. Nothing was revoked, since other processes may use the embed. Call again: either the record has the embed, or a sweep revokes it.",
    cause,
  );
}
