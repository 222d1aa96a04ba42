import { createKapsoClient, unwrap } from "@shared/kapso-client";
import { requestBody } from "../body.ts";
import type { PeerSettings, SendPost } from "../peer.ts";

/** The client has the error classes and all other features that the other peers add here. */
export function create(settings: PeerSettings): SendPost {
  const kapso = createKapsoClient(settings);
  return () => unwrap(kapso.POST("/inbox_embeds", { body: requestBody }));
}
