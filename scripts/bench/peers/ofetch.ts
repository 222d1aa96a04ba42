import { ofetch } from "ofetch";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = ofetch.create(
    { baseURL: baseUrl, headers: { "X-API-Key": apiKey } },
    fetch ? { fetch } : {},
  );
  return () => client("/inbox_embeds", { method: "POST", body: requestBody });
}
