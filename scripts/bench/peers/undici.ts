import { request } from "undici";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** The limit: Node's HTTP client without `fetch` around it. */
export function create({ baseUrl, apiKey }: PeerSettings): SendPost {
  const headers = { "Content-Type": "application/json", "X-API-Key": apiKey };
  return async () => {
    const { body } = await request(`${baseUrl}/inbox_embeds`, {
      method: "POST",
      headers,
      body: JSON.stringify(requestBody),
    });
    return body.json();
  };
}
