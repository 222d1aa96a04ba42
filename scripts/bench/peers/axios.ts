import axios from "axios";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** By its fetch adapter, which is the one that a stub can be handed to. */
export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = axios.create({
    baseURL: baseUrl,
    headers: { "X-API-Key": apiKey },
    adapter: "fetch",
    ...(fetch && { env: { fetch } }),
  });
  return async () => (await client.post("/inbox_embeds", requestBody)).data;
}
