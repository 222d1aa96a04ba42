import { InboxEmbedError, isInboxEmbedError } from "../embeds-error.ts";
import type { KeyOptions } from "../options.ts";
import { type KeyContext, keyContext } from "./context.ts";
import { follow } from "./moved.ts";
import { checkProject } from "./project.ts";
import { emptyRecord } from "./record.ts";
import { revokeById } from "./sighting.ts";
import { condemnedIn, listTagged } from "./tagged-embeds.ts";

/** How often a save may find that another process was faster. */
const maxAttempts = 50;

/** What {@link revokeInboxEmbed} did. */
export interface RevokedInboxEmbeds {
  /** The ids of the embeds that the API has revoked. */
  revoked: string[];
  /** Ids that the record had, and that the API has neither as active nor as revoked. */
  notVisible: string[];
}

/**
 * Revokes every embed of a key, and leaves an empty record. An `ensureInboxEmbed` that is called
 * afterwards, or that is under way, creates a new embed: stop calling it first.
 *
 * @throws InboxEmbedError `not_visible` when the API key is of another project; the record is then
 *   as it was
 * @throws KapsoError when the API fails. The embeds are no longer handed out: call again, or let a
 *   sweep revoke them
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { memoryStore, revokeInboxEmbed } from "@shared/kapso-embeds";
 *
 * const { revoked } = await revokeInboxEmbed({
 *   kapso: createKapsoClient(),
 *   store: memoryStore(),
 *   deployment: "shop-production",
 *   key: "customer:42",
 * });
 * ```
 */
export async function revokeInboxEmbed(options: KeyOptions): Promise<RevokedInboxEmbeds> {
  return revokeAll(await keyContext(options));
}

async function revokeAll(context: KeyContext): Promise<RevokedInboxEmbeds> {
  const { record: before } = await context.read();
  const moved = await follow(context, before);
  if (moved) return revokeAll(moved);
  await checkProject(context, before).catch((error: unknown) => {
    // When the API is down, the embeds are at least no longer handed out.
    if (isInboxEmbedError(error, "not_visible")) throw error;
  });
  const revoked = new Set<string>();
  const notVisible = new Set<string>();
  const revoke = async (id: string): Promise<void> => {
    if (revoked.has(id) || notVisible.has(id)) return;
    ((await revokeById(context, id)) ? revoked : notVisible).add(id);
  };
  for (const id of await takeAll(context)) await revoke(id);
  // The embeds of processes that were killed are in no record.
  const listed = await listTagged(context);
  const { record } = await context.read();
  for (const { id } of condemnedIn(listed, context, record)) await revoke(id);
  return { revoked: [...revoked], notVisible: [...notVisible] };
}

/** Empties the record, which condemns the embeds that were in it, and returns their ids. */
async function takeAll(context: KeyContext): Promise<Set<string>> {
  const condemned = new Set<string>();
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const { record, version } = await context.read();
    const moved = await follow(context, record);
    if (moved) return takeAll(moved);
    const { live, creating, retiring } = record;
    for (const { id } of [...(live ? [live] : []), ...retiring]) condemned.add(id);
    if (!live && !creating && retiring.length === 0) return condemned;
    // The POST of an unfinished creation may still land.
    const sweepAfter = creating ? context.clock.now() : record.sweepAfter;
    if ((await context.save(version, { ...emptyRecord, sweepAfter })) === "saved") return condemned;
  }
  throw new InboxEmbedError(
    "timed_out",
    `Other processes changed the record of "${context.key}" ${maxAttempts} times before it could be emptied. Call again.`,
  );
}
