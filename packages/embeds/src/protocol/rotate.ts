import { type CreateOptions, checkTime } from "../options.ts";
import { createContext } from "./context.ts";
import { hideEmbedUrl } from "./ensure.ts";
import { follow } from "./moved.ts";
import { obtain } from "./obtain.ts";
import { revokeById } from "./sighting.ts";
import { checkScope, readWanted } from "./wanted.ts";

/** The options of {@link rotateInboxEmbed}. */
export interface RotateOptions extends CreateOptions {
  /**
   * Milliseconds for which the old embed still works, for open pages; a sweep then revokes it.
   * @default 0
   */
  grace?: number | undefined;
}

/** The embed that is live after a rotation. */
export interface RotatedInboxEmbed {
  /** The embed's UUID. */
  id: string;
  /** The URL for the frame: a bearer credential. */
  embed_url: string;
  /** ISO date; `null` for never. */
  expires_at: string | null;
  /** The embeds that were revoked, by id. */
  revoked: string[];
  /** The embeds whose revocation the API did not confirm; a sweep revokes them. */
  notRevoked: string[];
}

/**
 * Replaces the live embed of a key with a new embed. It creates the new embed, commits it to the
 * store, and then revokes the old embed. Until the commit all processes get the old embed.
 *
 * A rotation replaces the embed that is live when it reads the record. If several rotations read
 * the same embed, one of them replaces it, and all return the new embed. A rotation that reads the
 * record after that commit replaces the new embed.
 *
 * @throws InboxEmbedError, KapsoError as `ensureInboxEmbed` does; the old embed then does not change
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { memoryStore, rotateInboxEmbed } from "@shared/kapso-embeds";
 *
 * const { notRevoked } = await rotateInboxEmbed({
 *   kapso: createKapsoClient(),
 *   store: memoryStore(),
 *   deployment: "shop-production",
 *   key: "project",
 *   create: { scope_type: "project" },
 *   grace: 5 * 60_000, // pages that are open go on
 * });
 * ```
 */
export async function rotateInboxEmbed(options: RotateOptions): Promise<RotatedInboxEmbed> {
  const given = await createContext(options);
  const grace = checkTime("grace", options.grace ?? 0);
  const { record: first } = await given.read();
  const moved = await follow(given, first);
  const target = moved ? (await moved.read()).record.live : first.live;
  const { context, live, orphaned } = await obtain(moved ?? given, {
    grace,
    judge: (current, standing) => {
      checkScope(current.key, standing, readWanted(current));
      return standing.id === target?.id
        ? { kind: "replace", ended: false }
        : { kind: "use", live: standing, how: "stored" };
    },
  });
  const toRevoke = new Set(orphaned);
  if (target) {
    // Another rotation may have given it a grace.
    const { record } = await context.read();
    const kept =
      record.live?.id === target.id || record.retiring.some(({ id }) => id === target.id);
    if (!kept) toRevoke.add(target.id);
  }
  const revoked: string[] = [];
  const notRevoked: string[] = [];
  for (const id of toRevoke) {
    const confirmed = await revokeById(context, id).catch(() => false);
    (confirmed ? revoked : notRevoked).push(id);
  }
  const { id, embed_url, expires_at } = live;
  return hideEmbedUrl({ id, embed_url, expires_at, revoked, notRevoked });
}
