import ky from "ky";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** With a time-out and retries; its errors by status are always on. */
export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = ky.create({
    prefix: baseUrl,
    headers: { "X-API-Key": apiKey },
    timeout: 30_000,
    retry: 2,
    ...(fetch && { fetch }),
  });
  return () => client.post("inbox_embeds", { json: requestBody }).json();
}
