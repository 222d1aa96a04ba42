import axios from "axios";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/**
 * With its fetch adapter, which takes a stub. With a time-out; its errors by status are always on.
 * It has no retries.
 */
export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = axios.create({
    baseURL: baseUrl,
    headers: { "X-API-Key": apiKey },
    adapter: "fetch",
    timeout: 30_000,
    ...(fetch && { env: { fetch } }),
  });
  return async () => (await client.post("/inbox_embeds", requestBody)).data;
}
