import { concurrently, keysAtOnce } from "../concurrently.ts";
import { InboxEmbedError, isInboxEmbedError } from "../embeds-error.ts";
import type { KeyOptions } from "../options.ts";
import { type KeyContext, keyContext } from "./context.ts";
import { follow } from "./moved.ts";
import { checkProject } from "./project.ts";
import { type EmbedRecord, emptyRecord } from "./record.ts";
import { revokeById } from "./sighting.ts";
import { listTagged, orphanedIn } from "./tagged-embeds.ts";

/** The options of {@link revokeInboxEmbed}. */
export interface RevokeKeyOptions extends KeyOptions {
  /**
   * Whether to go through the list of all active embeds, for embeds of the key that are in no
   * record: those of processes that were killed.
   * @default only if the record hints at such embeds, or cannot be read
   */
  list?: boolean | undefined;
}

/** The result of {@link revokeInboxEmbed}. */
export interface RevokedInboxEmbeds {
  /** The ids of the embeds that the API has revoked. */
  revoked: string[];
  /** Ids that the record had, and that the API has neither as active nor as revoked. */
  notVisible: string[];
  /**
   * Why the key's record could not be emptied, with the store's error as `cause`; `undefined`
   * when the record is empty. The embeds are revoked in either case.
   */
  notRecorded: InboxEmbedError | undefined;
}

/** How many saves may conflict with other processes before the call gives up. */
const maxAttempts = 50;

/**
 * Revokes every embed of a key, and leaves an empty record. Stop calling `ensureInboxEmbed` for the
 * key first: a call afterwards, or one under way, creates a new embed.
 *
 * If the store cannot be read or written, it revokes the embeds that the record names and the embeds
 * that the API lists for the key; `notRecorded` has the store's error.
 *
 * @throws InboxEmbedError `not_visible` when the API key is of another project; the record is then
 *   as it was
 * @throws KapsoError when the API fails. `ensureInboxEmbed` no longer returns the embeds: call again, or let a
 *   sweep revoke them
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { memoryStore, revokeInboxEmbed } from "@shared/kapso-embeds";
 *
 * const { revoked, notRecorded } = await revokeInboxEmbed({
 *   kapso: createKapsoClient(),
 *   store: memoryStore(),
 *   deployment: "shop-production",
 *   key: "customer:42",
 * });
 * console.log(revoked, notRecorded?.message);
 * ```
 */
export async function revokeInboxEmbed(options: RevokeKeyOptions): Promise<RevokedInboxEmbeds> {
  return revokeKey(await keyContext(options), options.list);
}

async function revokeKey(
  context: KeyContext,
  list: boolean | undefined,
): Promise<RevokedInboxEmbeds> {
  const before = await context.read().catch(() => undefined);
  const moved = before && (await follow(context, before.record));
  if (moved) return revokeKey(moved, list);
  await checkProject(context, before?.record).catch((error: unknown) => {
    // When the API is down, ensureInboxEmbed at least stops returning the embeds. When the store is
    // down, they are revoked nevertheless.
    if (isInboxEmbedError(error, "not_visible")) throw error;
  });
  const revoked = new Set<string>();
  const notVisible = new Set<string>();
  const failures: unknown[] = [];
  const revokeAll = (ids: Iterable<string>): Promise<unknown> =>
    concurrently([...ids], keysAtOnce, async (id) => {
      try {
        ((await revokeById(context, id)) ? revoked : notVisible).add(id);
      } catch (error) {
        // The others are revoked nevertheless.
        failures.push(error);
      }
    });
  const { ids, mayHaveMore, failure } = await takeAll(context);
  await revokeAll(ids);
  if (list ?? mayHaveMore) {
    const listed = await listTagged(context);
    // A record that could not be emptied protects no embed from a revoke.
    const record = failure ? emptyRecord : (await context.read()).record;
    const orphaned = orphanedIn(listed, context, record).map(({ id }) => id);
    await revokeAll(orphaned.filter((id) => !ids.has(id)));
  }
  if (failures.length > 0) throw failures[0];
  const notRecorded = failure && notEmptied(context.key, [...revoked], failure.error);
  return { revoked: [...revoked], notVisible: [...notVisible], notRecorded };
}

interface Taken {
  /** The ids that the record had. */
  ids: Set<string>;
  /** Whether embeds may exist that only the list shows. */
  mayHaveMore: boolean;
  /** Why the record could not be emptied. */
  failure: { error: unknown } | undefined;
}

/** Empties the record, which orphans the embeds that were in it. */
async function takeAll(context: KeyContext): Promise<Taken> {
  const ids = new Set<string>();
  let mayHaveMore = false;
  try {
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      context.signal?.throwIfAborted();
      const { record, version } = await context.read();
      const moved = await follow(context, record);
      if (moved) return takeAll(moved);
      const { live, creating, retiring } = record;
      for (const { id } of [...(live ? [live] : []), ...retiring]) ids.add(id);
      mayHaveMore ||= creating !== null || record.sweepAfter !== null;
      if (isEmpty(record)) return { ids, mayHaveMore, failure: undefined };
      // The POST of an unfinished creation may still land.
      const sweepAfter = creating ? context.clock.now() : record.sweepAfter;
      if ((await context.save(version, { ...emptyRecord, sweepAfter })) === "saved") {
        return { ids, mayHaveMore, failure: undefined };
      }
    }
  } catch (error) {
    context.signal?.throwIfAborted();
    return { ids, mayHaveMore: true, failure: { error } };
  }
  const error = new Error(`Other processes changed the record ${maxAttempts} times.`);
  return { ids, mayHaveMore: true, failure: { error } };
}

function isEmpty({ live, creating, retiring }: EmbedRecord): boolean {
  return !live && !creating && retiring.length === 0;
}

function notEmptied(key: string, revoked: readonly string[], error: unknown): InboxEmbedError {
  const ours = isInboxEmbedError(error);
  const code = ours ? error.code : "store_failed";
  const advice =
    code === "unreadable_record"
      ? "Empty it with discardUnreadableRecord."
      : "Call revokeInboxEmbed again when the store can be written.";
  return new InboxEmbedError(
    code,
    `The embeds of "${key}" were revoked upstream (${revoked.join(", ") || "there were none"}), but the record could not be emptied and may still name them. Until it is empty, ensureInboxEmbed with verify: false returns a URL that does not work. ${advice}`,
    ours && code === "store_failed" ? error.cause : error,
  );
}
