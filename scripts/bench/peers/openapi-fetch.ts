import type { paths } from "@shared/kapso-types";
import createClient from "openapi-fetch";
import { BODY } from "./body.ts";
import type { CreatePeer } from "./peer.ts";

export const create: CreatePeer = ({ baseUrl, apiKey, fetch }) => {
  const client = createClient<paths>({
    baseUrl,
    headers: { "X-API-Key": apiKey },
    ...(fetch && { fetch }),
  });
  return () => client.POST("/inbox_embeds", { body: BODY });
};
