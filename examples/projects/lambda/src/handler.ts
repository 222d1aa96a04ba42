import { createKapsoClient, isKapsoError } from "@shared/kapso-client";

const kapso = createKapsoClient();

/** The handler for Lambda. Each bundle is one file, without packages to install. */
export async function handler(event: { name: string }): Promise<{ status: number; body: string }> {
  try {
    const { id, name } = await kapso.createInboxEmbed({ scope_type: "project", name: event.name });
    await kapso.inboxEmbeds.revoke(id); // a real one is stored, and its URL framed
    return { status: 200, body: `${name} was made, and revoked again.` };
  } catch (error) {
    if (!isKapsoError(error)) throw error;
    console.error(error);
    return { status: 502, body: error.name };
  }
}
