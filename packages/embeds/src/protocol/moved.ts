import { type KeyContext, withKey } from "./context.ts";
import type { EmbedRecord } from "./record.ts";

/**
 * Follows a record to the deployment that it was moved to. The first process that follows copies
 * the embeds, also when another process moved the record and was killed.
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
  // The save can conflict with another process that copies the same embeds.
  if (version === 0) await moved.save(0, { live, creating: null, retiring, sweepAfter: null });
  return moved;
}
