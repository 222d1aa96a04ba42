import ky from "ky";
import { BODY } from "./body.ts";
import type { CreatePeer } from "./peer.ts";

export const create: CreatePeer = ({ baseUrl, apiKey, fetch }) => {
  const client = ky.create({
    prefix: baseUrl,
    headers: { "X-API-Key": apiKey },
    ...(fetch && { fetch }),
  });
  return () => client.post("inbox_embeds", { json: BODY }).json();
};
