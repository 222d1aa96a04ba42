import { ofetch } from "ofetch";
import { BODY } from "./body.ts";
import type { CreatePeer } from "./peer.ts";

export const create: CreatePeer = ({ baseUrl, apiKey, fetch }) => {
  const client = ofetch.create(
    { baseURL: baseUrl, headers: { "X-API-Key": apiKey } },
    fetch ? { fetch } : {},
  );
  return () => client("/inbox_embeds", { method: "POST", body: BODY });
};
