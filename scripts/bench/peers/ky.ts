import ky from "ky";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = ky.create({
    prefix: baseUrl,
    headers: { "X-API-Key": apiKey },
    ...(fetch && { fetch }),
  });
  return () => client.post("inbox_embeds", { json: requestBody }).json();
}
