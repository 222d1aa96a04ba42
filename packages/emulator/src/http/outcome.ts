import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Operation } from "../description/operations.ts";

/** The status, headers and text to write to the wire, with problems, warnings and faults. */
export interface Outcome {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string | undefined;
  operation: Operation | undefined;
  problems: readonly string[];
  warnings: readonly string[];
}

/** An outcome without problems, warnings or faults. */
export function plainOutcome(
  status: number,
  text: string | undefined,
  headers: Readonly<Record<string, string>>,
): Outcome {
  return { status, text, headers, operation: undefined, problems: [], warnings: [] };
}

/** An error of the emulator's HTTP layer. */
export function problemOutcome(status: number, message: string): Outcome {
  const headers = { "Content-Type": "application/json; charset=utf-8" };
  const text = JSON.stringify({ error: message });
  return { ...plainOutcome(status, text, headers), problems: [message] };
}

/** Sends an outcome whole; to a HEAD, without the body that its length announces. */
export function sendWhole(method: string, { status, headers, text }: Outcome): Response {
  // These statuses have no body, even if a fault has one (RFC 9110).
  const bodiless = status === 204 || status === 205 || status === 304;
  if (method !== "HEAD") {
    return new Response(bodiless ? null : (text ?? null), { status, headers: { ...headers } });
  }
  const length = bodiless ? {} : { "Content-Length": String(Buffer.byteLength(text ?? "")) };
  return new Response(null, { status, headers: { ...headers, ...length } });
}

/** Announces the whole body, sends half of it, and ends the connection. */
export function sendHalf(outgoing: ServerResponse, outcome: Outcome): Response {
  const bytes = Buffer.from(outcome.text ?? " ");
  outgoing.writeHead(outcome.status, { ...outcome.headers, "Content-Length": bytes.length });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

/** Cuts the connection so that the other side sees a reset, without a byte of a response. */
export function resetConnection(outgoing: ServerResponse): Response {
  outgoing.socket?.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}
