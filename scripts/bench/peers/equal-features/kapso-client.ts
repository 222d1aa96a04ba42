import { createKapsoClient, unwrap } from "@shared/kapso-client";
import { requestBody } from "../body.ts";
import type { PeerSettings, SendPost } from "../peer.ts";

/** The classes and everything else that the others are given here are in the client. */
export function create(settings: PeerSettings): SendPost {
  const kapso = createKapsoClient(settings);
  return () => unwrap(kapso.POST("/inbox_embeds", { body: requestBody }));
}
