import { type KeyContext, withKey } from "./context.ts";
import type { EmbedRecord } from "./record.ts";

/**
 * Follows a record to the deployment that it was moved to. The first process that follows carries
 * the embeds over, whichever process moved the record and whether it was killed since.
 *
 * @returns the same context with the new deployment; `undefined` for a record that was not moved
 */
export async function follow<C extends KeyContext>(
  context: C,
  record: EmbedRecord,
): Promise<C | undefined> {
  const { movedTo, live, retiring } = record;
  if (movedTo === undefined) return undefined;
  const moved = {
    ...context,
    ...(await withKey({ ...context, deployment: movedTo }, context.key)),
  };
  const { version } = await moved.read();
  // The save can conflict with another process that carries the same embeds over.
  if (version === 0) await moved.save(0, { live, creating: null, retiring, sweepAfter: null });
  return moved;
}
