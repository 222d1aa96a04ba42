import { createKapsoClient } from "@shared/kapso-client";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** With the defaults: key, deadlines, retries, redaction. */
export function create(settings: PeerSettings): SendPost {
  const kapso = createKapsoClient(settings);
  return () => kapso.POST("/inbox_embeds", { body: requestBody });
}
