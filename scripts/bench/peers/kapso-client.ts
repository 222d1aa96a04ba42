import { createKapsoClient } from "@shared/kapso-client";
import { BODY } from "./body.ts";
import type { CreatePeer } from "./peer.ts";

/** With everything on that is on by default: key, deadlines, retries, redaction. */
export const create: CreatePeer = (settings) => {
  const kapso = createKapsoClient(settings);
  return () => kapso.POST("/inbox_embeds", { body: BODY });
};
