import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Outcome } from "./outcome.ts";

/** Cuts the connection so that the other side sees a reset, without a byte of an answer. */
export function resetConnection(outgoing: ServerResponse): Response {
  outgoing.socket?.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole body, sends half of it, and ends the connection. */
export function sendHalf(outgoing: ServerResponse, outcome: Outcome): Response {
  const bytes = Buffer.from(outcome.text ?? " ");
  outgoing.writeHead(outcome.status, { ...outcome.headers, "Content-Length": bytes.length });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
