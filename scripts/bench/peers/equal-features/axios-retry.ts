import axios, { isAxiosError } from "axios";
import axiosRetry, { exponentialDelay, isIdempotentRequestError, retryAfter } from "axios-retry";
import { requestBody } from "../body.ts";
import type { PeerSettings, SendPost } from "../peer.ts";
import { ConnectionError, errorFor } from "./errors.ts";

export function create({ baseUrl, apiKey }: PeerSettings): SendPost {
  const client = axios.create({
    baseURL: baseUrl,
    headers: { "X-API-Key": apiKey },
    adapter: "fetch",
    timeout: 30_000,
  });
  axiosRetry(client, {
    retries: 2,
    retryCondition: (error) => error.response?.status === 429 || isIdempotentRequestError(error),
    retryDelay: (count, error) => retryAfter(error) || exponentialDelay(count, error),
  });
  return async () => {
    try {
      return (await client.post("/inbox_embeds", requestBody)).data;
    } catch (cause) {
      if (isAxiosError(cause) && cause.response) {
        throw errorFor("POST", "/inbox_embeds", cause.response.status, cause.response.data);
      }
      throw new ConnectionError("POST", "/inbox_embeds", cause);
    }
  };
}
