import { kapso } from "../../../lib/kapso";

export async function POST(): Promise<Response> {
  const { embed_url } = await kapso.createInboxEmbed({ scope_type: "project" });
  return Response.json({ url: embed_url }, { headers: { "Cache-Control": "no-store" } });
}
