import { InboxEmbedError } from "../embeds-error.ts";
import type { KeyOptions } from "../options.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { keyContext } from "./context.ts";
import { EMPTY_RECORD } from "./record.ts";
import { deleteEmbed } from "./upstream.ts";

/** How often a save may find that somebody else was faster. */
const ATTEMPTS = 50;

/**
 * Revokes every embed of a key, and leaves an empty record. An `ensureInboxEmbed` that is called
 * afterwards, or that is under way, makes a new one: stop calling it first.
 *
 * @returns the ids of what was revoked
 * @throws KapsoError when the API does not let it; call again, or let a sweep do it: nobody is given
 *   the embeds any more
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
export async function revokeInboxEmbed(options: KeyOptions): Promise<{ revoked: string[] }> {
  const context = await keyContext(options);
  const condemned = new Set<string>();
  for (let attempt = 1; ; attempt += 1) {
    const { record, version } = await context.read();
    for (const { id } of [...(record.live ? [record.live] : []), ...record.retiring]) {
      condemned.add(id);
    }
    const sweepAfter = record.creating ? context.clock.now() : record.sweepAfter;
    const empty = !record.live && !record.creating && record.retiring.length === 0;
    if (empty || (await context.save(version, { ...EMPTY_RECORD, sweepAfter })) === "saved") break;
    if (attempt === ATTEMPTS) {
      throw new InboxEmbedError(
        "timed_out",
        `Others changed the record of "${context.key}" ${ATTEMPTS} times while it was to be emptied. Call again.`,
      );
    }
  }
  const revoked = new Set<string>();
  for (const id of condemned) {
    await deleteEmbed(context.kapso, id, context.signal);
    revoked.add(id);
  }
  const swept = await sweepInboxEmbeds({ ...options, keys: [options.key], dryRun: false });
  const [failed] = swept.failed;
  if (failed) throw failed.error;
  for (const { id } of swept.revoked) revoked.add(id);
  return { revoked: [...revoked] };
}
