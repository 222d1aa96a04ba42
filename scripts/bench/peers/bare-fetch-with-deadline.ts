import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** Bare fetch with a deadline that is cancelled: the least cost of any client with a time-out. */
export function create({ baseUrl, apiKey, fetch = globalThis.fetch }: PeerSettings): SendPost {
  const headers = { "Content-Type": "application/json", "X-API-Key": apiKey };
  return async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 30_000);
    try {
      const response = await fetch(`${baseUrl}/inbox_embeds`, {
        method: "POST",
        headers,
        body: JSON.stringify(requestBody),
        signal: controller.signal,
      });
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  };
}
