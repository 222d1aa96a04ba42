import { FetchError, ofetch } from "ofetch";
import { requestBody } from "../body.ts";
import type { PeerSettings, SendPost } from "../peer.ts";
import { ConnectionError, errorFor } from "./errors.ts";

export function create({ baseUrl, apiKey }: PeerSettings): SendPost {
  const client = ofetch.create({
    baseURL: baseUrl,
    headers: { "X-API-Key": apiKey },
    timeout: 30_000,
    retry: 2,
    retryDelay: ({ response, options }) => {
      const seconds = Number(response?.headers.get("retry-after"));
      return seconds ? seconds * 1_000 : Math.random() * 500 * 2 ** (2 - Number(options.retry));
    },
  });
  return async () => {
    try {
      return await client("/inbox_embeds", { method: "POST", body: requestBody });
    } catch (cause) {
      if (cause instanceof FetchError && cause.status) {
        throw errorFor("POST", "/inbox_embeds", cause.status, cause.data);
      }
      throw new ConnectionError("POST", "/inbox_embeds", cause);
    }
  };
}
