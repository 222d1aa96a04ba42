import { createClient, createInboxEmbed } from "#hey-api";
import { BODY } from "./body.ts";
import type { CreatePeer } from "./peer.ts";

export const create: CreatePeer = ({ baseUrl, apiKey, fetch }) => {
  const client = createClient({ baseUrl, auth: apiKey, ...(fetch && { fetch }) });
  return () => createInboxEmbed({ client, body: BODY });
};
