import { createKapsoClient } from "@shared/kapso-client";

export async function nameInbox(kapso = createKapsoClient()): Promise<string> {
  const embed = await kapso.createInboxEmbed({ scope_type: "project", name: "Support desk" });
  await kapso.inboxEmbeds.revoke(embed.id); // a real one is stored, and its URL framed
  return `${embed.name} was made, and revoked again.`;
}

if (import.meta.main) console.log(await nameInbox());
