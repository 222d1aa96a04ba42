import type { paths } from "@shared/kapso-types";
import ky from "ky";
import createClient from "openapi-fetch";
import { requestBody } from "../body.ts";
import type { PeerSettings, SendPost } from "../peer.ts";
import { ConnectionError, errorFor } from "./errors.ts";

export function create({ baseUrl, apiKey }: PeerSettings): SendPost {
  const client = createClient<paths>({
    baseUrl,
    headers: { "X-API-Key": apiKey },
    fetch: ky.create({
      timeout: 30_000,
      retry: { limit: 2, jitter: true },
      throwHttpErrors: false,
    }) as typeof fetch,
  });
  return async () => {
    const { data, error, response } = await client
      .POST("/inbox_embeds", { body: requestBody })
      .catch((cause) => {
        throw new ConnectionError("POST", "/inbox_embeds", cause);
      });
    if (!response.ok) throw errorFor("POST", "/inbox_embeds", response.status, error);
    return data;
  };
}
