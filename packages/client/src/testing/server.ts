import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Verbs } from "../calls/call-types.ts";
import type { AnyResult } from "../calls/unwrap.ts";
import type { KapsoClient } from "../client.ts";
import type { KapsoError } from "../errors/kapso-error.ts";
import type { CallOptions } from "../options.ts";

/** A request that a test's server has read to its end. */
export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface TestServer {
  readonly origin: string;
  readonly baseUrl: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export type Handler = (request: SeenRequest, response: ServerResponse, nth: number) => unknown;

/** A server on loopback that notes every request and responds as the test says. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("error", () => {});
    response.on("error", () => {});
    incoming.on("end", () => {
      const request = {
        method: incoming.method ?? "",
        url: incoming.url ?? "",
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      seen.push(request);
      void handler(request, response, seen.length);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { origin, baseUrl: `${origin}/platform/v1`, seen, close, [Symbol.asyncDispose]: close };
}

/** Responds with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));
}

/** An embed as the API creates it, with a token to look for where it must not be. */
export const plantedToken = "planted_token_7f3a9c1e5b2d4860";
export const plantedKey = "planted_key_0a1b2c3d4e5f6789";

export function createdEmbed(fields: object = {}): object {
  return {
    id: "550e8400-e29b-41d4-a716-446655440000",
    name: null,
    scope_type: "project",
    scope_id: null,
    scope_name: null,
    assigned_user_id: null,
    assigned_user_name: null,
    status: "active",
    allowed_origins: [],
    default_mode: "system",
    language: "en",
    expires_at: null,
    last_used_at: null,
    created_at: "2026-01-15T10:00:00Z",
    updated_at: "2026-01-15T10:00:00Z",
    token: plantedToken,
    embed_url: `https://inbox.kapso.ai/embed/${plantedToken}`,
    ...fields,
  };
}

type AnyVerb = (path: string, init?: object, options?: CallOptions) => Promise<AnyResult>;

/** The verbs without their types, for operations that an OpenAPI document may or may not have. */
export function untyped(kapso: KapsoClient): Record<keyof Verbs, AnyVerb> {
  return kapso as unknown as Record<keyof Verbs, AnyVerb>;
}

/** The error of a call that must fail. */
export async function failure<E extends KapsoError>(call: Promise<unknown>): Promise<E> {
  return call.then(
    () => {
      throw new Error("The call did not fail.");
    },
    (error: E) => error,
  );
}
