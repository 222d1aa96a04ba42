import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** A call written by hand, without any safety. */
export function create({ baseUrl, apiKey, fetch = globalThis.fetch }: PeerSettings): SendPost {
  const headers = { "Content-Type": "application/json", "X-API-Key": apiKey };
  return async () => {
    const response = await fetch(`${baseUrl}/inbox_embeds`, {
      method: "POST",
      headers,
      body: JSON.stringify(requestBody),
    });
    return response.json();
  };
}
