import { OpenAI } from "openai";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** The core of a generated client that is held up as an example: retries, time-outs, errors. */
export function create({ baseUrl, apiKey, fetch }: PeerSettings): SendPost {
  const client = new OpenAI({ baseURL: baseUrl, apiKey, ...(fetch && { fetch }) });
  return () => client.post("/inbox_embeds", { body: requestBody });
}
