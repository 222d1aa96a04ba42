import { OpenAI } from "openai";
import { BODY } from "./body.ts";
import type { CreatePeer } from "./peer.ts";

/** The core of a generated client that is held up as an example: retries, time-outs, errors. */
export const create: CreatePeer = ({ baseUrl, apiKey, fetch }) => {
  const client = new OpenAI({ baseURL: baseUrl, apiKey, ...(fetch && { fetch }) });
  return () => client.post("/inbox_embeds", { body: BODY });
};
