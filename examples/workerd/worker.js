import { createKapsoClient, isKapsoError } from "@shared/kapso-client";

export default {
  async fetch(request, { KAPSO_API_KEY, KAPSO_BASE_URL }) {
    if (new URL(request.url).pathname !== "/inbox") return new Response(null, { status: 404 });

    // KAPSO_BASE_URL is for an emulator: without it, this is the real API.
    const kapso = createKapsoClient({
      apiKey: KAPSO_API_KEY,
      baseUrl: KAPSO_BASE_URL ?? undefined,
    });
    try {
      const embed = await kapso.createInboxEmbed({ scope_type: "project", name: "Support desk" });
      await kapso.inboxEmbeds.revoke(embed.id); // a real one is stored, and its URL framed
      return new Response(`${embed.name} was made, and revoked again.\n`);
    } catch (error) {
      if (!isKapsoError(error)) throw error;
      console.error(error); // shows neither the key nor a token
      return new Response(`${error.name}\n`, { status: 502 });
    }
  },
};
