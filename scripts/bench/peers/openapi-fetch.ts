import type { paths } from "@shared/kapso-types";
import createClient from "openapi-fetch";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = createClient<paths>({
    baseUrl,
    headers: { "X-API-Key": apiKey },
    ...(fetch && { fetch }),
  });
  return () => client.POST("/inbox_embeds", { body: requestBody });
}
