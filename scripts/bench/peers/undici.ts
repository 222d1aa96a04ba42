import { request } from "undici";
import { BODY } from "./body.ts";
import type { CreatePeer } from "./peer.ts";

/** The limit: Node's HTTP client without `fetch` around it. */
export const create: CreatePeer = ({ baseUrl, apiKey }) => {
  const headers = { "Content-Type": "application/json", "X-API-Key": apiKey };
  return async () => {
    const { body } = await request(`${baseUrl}/inbox_embeds`, {
      method: "POST",
      headers,
      body: JSON.stringify(BODY),
    });
    return body.json();
  };
};
