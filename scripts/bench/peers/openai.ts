import { OpenAI } from "openai";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** The core of a generated client: time-outs, retries and errors by status. */
export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    timeout: 30_000,
    maxRetries: 2,
    ...(fetch && { fetch }),
  });
  return () => client.post("/inbox_embeds", { body: requestBody });
}
