import { createKapsoClient } from "@shared/kapso-client";
import type { PeerSettings, SendPost } from "./peer.ts";

/** The same call with its checks, without its envelope, with its secrets hidden. */
export function create(settings: PeerSettings): SendPost {
  const kapso = createKapsoClient(settings);
  return () => kapso.createInboxEmbed({ scope_type: "project" });
}
