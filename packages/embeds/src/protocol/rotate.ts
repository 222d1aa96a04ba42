import { hideUrl } from "../hide-url.ts";
import type { CreateOptions } from "../options.ts";
import { createContext } from "./context.ts";
import { obtain } from "./obtain.ts";
import type { LiveEmbed } from "./record.ts";
import { deleteEmbed } from "./upstream.ts";

/** What {@link rotateInboxEmbed} takes. */
export interface RotateOptions extends CreateOptions {
  /**
   * Milliseconds that the old embed works on, for pages that are open; a sweep then revokes it.
   * @default 0
   */
  grace?: number | undefined;
}

/** The embed that is live after a rotation. */
export interface RotatedInboxEmbed {
  /** The embed's UUID. */
  id: string;
  /** What the frame shows: a bearer credential. */
  embed_url: string;
  /** ISO date; `null` for never. */
  expires_at: string | null;
  /** The embeds that were revoked, by id. */
  revoked: string[];
  /** Those that the API did not let be revoked just now; a sweep revokes them. */
  notRevoked: string[];
}

/**
 * Replaces the live embed of a key by a new one: created first, handed over in the store, and only
 * then is the old one revoked. Until then everybody is given the old one. Of rotations that run at
 * the same time one takes place, and all answer its embed.
 *
 * @throws InboxEmbedError, KapsoError as `ensureInboxEmbed` does; the old embed is then untouched
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
  const context = await createContext(options);
  const { record } = await context.read();
  const target: LiveEmbed | null = record.live;
  const { live, condemned } = await obtain(context, {
    grace: options.grace ?? 0,
    judge: (standing) =>
      standing.id === target?.id
        ? { kind: "keep-until-replaced" }
        : { kind: "use", live: standing, how: "stored" },
  });
  const toRevoke = new Set(condemned);
  if (target) {
    // Somebody else's rotation may have given it a grace.
    const now = await context.read();
    const kept =
      now.record.live?.id === target.id || now.record.retiring.some(({ id }) => id === target.id);
    if (!kept) toRevoke.add(target.id);
  }
  const revoked: string[] = [];
  const notRevoked: string[] = [];
  for (const id of toRevoke) {
    await deleteEmbed(context.kapso, id, context.signal).then(
      () => revoked.push(id),
      () => notRevoked.push(id),
    );
  }
  const { id, embed_url, expires_at } = live;
  return hideUrl({ id, embed_url, expires_at, revoked, notRevoked });
}
