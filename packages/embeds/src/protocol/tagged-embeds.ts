import type { InboxEmbed } from "@shared/kapso-client";
import type { DeploymentContext, KeyContext } from "./context.ts";
import { type EmbedTag, readName } from "./embed-name.ts";
import { type EmbedRecord, keeps } from "./record.ts";

/** An embed whose name carries this package's tag. */
export interface TaggedEmbed {
  embed: InboxEmbed;
  tag: EmbedTag;
}

/** Every active embed of a deployment. The list is read whole before it is used. */
export async function listTagged(context: DeploymentContext): Promise<TaggedEmbed[]> {
  const { embeds, deployment, signal } = context;
  const found = new Map<string, TaggedEmbed>();
  for await (const embed of embeds.list({ status: "active", per_page: 100 }, { signal })) {
    const tag = readName(embed.name);
    // An embed that is created meanwhile moves others to the next page, so that they appear twice.
    if (tag?.deployment === deployment) found.set(embed.id, { embed, tag });
  }
  return [...found.values()];
}

/** The embeds of a list by the hash of their key. */
export function byKeyHash(listed: readonly TaggedEmbed[]): Map<string, TaggedEmbed[]> {
  const groups = new Map<string, TaggedEmbed[]>();
  for (const one of listed) {
    const group = groups.get(one.tag.keyHash);
    if (group) group.push(one);
    else groups.set(one.tag.keyHash, [one]);
  }
  return groups;
}

/**
 * The embeds of a key that its record does not keep. The record must be read after the list: with
 * the other order, an embed that is committed between the two looks orphaned.
 *
 * @param siblings - records of other keys with the same hash
 */
export function orphanedIn(
  listed: readonly TaggedEmbed[],
  { keyHash }: KeyContext,
  record: EmbedRecord,
  siblings: readonly EmbedRecord[] = [],
): InboxEmbed[] {
  return listed
    .filter(({ tag }) => tag.keyHash === keyHash)
    .filter(({ embed: { id }, tag: { nonce } }) =>
      [record, ...siblings].every((one) => !keeps(one, { id, nonce })),
    )
    .map(({ embed }) => embed);
}
