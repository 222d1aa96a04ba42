import { createKapsoClient } from "@shared/kapso-client";
import { undiciFetch } from "@shared/kapso-client/undici";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** The whole client, with undici's dispatcher in place of the platform's `fetch`. */
export function create({ baseUrl, apiKey }: PeerSettings): SendPost {
  const kapso = createKapsoClient({ baseUrl, apiKey, fetch: undiciFetch() });
  return () => kapso.POST("/inbox_embeds", { body: requestBody });
}
