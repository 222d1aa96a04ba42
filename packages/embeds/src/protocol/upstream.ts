import type { InboxEmbed } from "@shared/kapso-client";
import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
  isKapsoNotFoundError,
  paginate,
  unwrap,
} from "@shared/kapso-client";
import type { DeploymentOptions } from "../options.ts";
import { type EmbedTag, readName } from "./embed-name.ts";

type Kapso = DeploymentOptions["kapso"];

/** An embed that carries a name of ours. */
export interface TaggedEmbed {
  embed: InboxEmbed;
  tag: EmbedTag;
}

/** One POST: the client's own repetitions are off, since a nonce is sent once. */
export function postEmbed(
  kapso: Kapso,
  input: CreateInboxEmbedInput,
  options: { timeout: number; signal: AbortSignal | undefined },
): Promise<CreatedInboxEmbed> {
  return createInboxEmbed(kapso, input, {
    ...options,
    totalTimeout: options.timeout,
    maxRetries: false,
  });
}

export async function findEmbed(
  kapso: Kapso,
  inbox_embed_id: string,
  signal: AbortSignal | undefined,
): Promise<InboxEmbed | undefined> {
  const params = { path: { inbox_embed_id } };
  const call = unwrap(kapso.GET("/inbox_embeds/{inbox_embed_id}", { params }, { signal }));
  return (await unlessMissing(call))?.data;
}

export async function patchEmbed(
  kapso: Kapso,
  inbox_embed_id: string,
  inbox_embed: object,
  signal: AbortSignal | undefined,
): Promise<InboxEmbed | undefined> {
  const params = { path: { inbox_embed_id } };
  const call = unwrap(
    kapso.PATCH("/inbox_embeds/{inbox_embed_id}", { params, body: { inbox_embed } }, { signal }),
  );
  return (await unlessMissing(call))?.data;
}

/** Revokes an embed; one that is gone already is as good. */
export async function deleteEmbed(
  kapso: Kapso,
  inbox_embed_id: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const params = { path: { inbox_embed_id } };
  await unlessMissing(
    unwrap(kapso.DELETE("/inbox_embeds/{inbox_embed_id}", { params }, { signal })),
  );
}

/** Every active embed of a deployment. The list is read whole before anything is done with it. */
export async function listTagged(
  kapso: Kapso,
  deployment: string,
  signal: AbortSignal | undefined,
): Promise<TaggedEmbed[]> {
  const query = { status: "active", per_page: 100 } as const;
  const found = new Map<string, TaggedEmbed>();
  for await (const embed of paginate(kapso, "/inbox_embeds", { params: { query } }, { signal })) {
    const tag = readName(embed.name);
    // An embed that is made meanwhile moves others on to the next page, where they come again.
    if (tag?.deployment === deployment) found.set(embed.id, { embed, tag });
  }
  return [...found.values()];
}

async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isKapsoNotFoundError(error)) return undefined;
    throw error;
  }
}
