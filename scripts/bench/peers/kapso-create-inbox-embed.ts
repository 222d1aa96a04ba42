import { createKapsoClient } from "@shared/kapso-client";
import type { CreatePeer } from "./peer.ts";

/** The same call with its checks, its envelope taken off, its secrets hidden. */
export const create: CreatePeer = (settings) => {
  const kapso = createKapsoClient(settings);
  return () => kapso.createInboxEmbed({ scope_type: "project" });
};
