import { createKapsoClient, isKapsoError } from "@shared/kapso-client";

/** Set by `wrangler secret put KAPSO_API_KEY`. */
interface Environment {
  KAPSO_API_KEY: string;
}

export default {
  async fetch(_request: Request, { KAPSO_API_KEY }: Environment): Promise<Response> {
    const kapso = createKapsoClient({ apiKey: KAPSO_API_KEY });
    try {
      const { embed_url } = await kapso.createInboxEmbed({ scope_type: "project" });
      return Response.json({ url: embed_url }, { headers: { "Cache-Control": "no-store" } });
    } catch (error) {
      if (!isKapsoError(error)) throw error;
      console.error(error);
      return new Response(error.name, { status: 502 });
    }
  },
};
