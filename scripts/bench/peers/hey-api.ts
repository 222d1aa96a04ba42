import { createClient, createInboxEmbed } from "#hey-api";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = createClient({ baseUrl, auth: apiKey, ...(fetch && { fetch }) });
  return () => createInboxEmbed({ client, body: requestBody });
}
