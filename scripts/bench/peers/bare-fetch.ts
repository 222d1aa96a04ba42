import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** What a person would write by hand, without any safety. */
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
