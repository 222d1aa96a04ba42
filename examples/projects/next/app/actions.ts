"use server";
import { kapso } from "../lib/kapso";

/** A server action: a client component calls it, and the key stays here. */
export async function openInbox(): Promise<string> {
  const embed = await kapso.createInboxEmbed({ scope_type: "project", name: "Support desk" });
  return embed.embed_url;
}
