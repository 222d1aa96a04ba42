import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, isIPv6, type Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { App } from "./app.ts";

/** A running HTTP server. */
export interface Listening {
  /** The address to reach it at from this machine. */
  origin: string;
  /**
   * Stops listening. Requests under way get their response; after five seconds, their
   * connections are cut. Resolves when the port is free.
   */
  close(): Promise<void>;
}

// The time limit for requests under way. Longer waits only serve a client that sends no more data.
const grace = 5_000;

/**
 * Serves an app.
 *
 * @throws Error when the port is not available; the message names it.
 */
export async function listen(app: App, host: string, port: number): Promise<Listening> {
  // The emulator shares a process with the code under test, so it must not replace globals.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  const requests = trackRequests(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(
        new Error(
          `The emulator cannot listen on ${host}:${port} (${cause.message}). Choose another port, or 0 for a free one.`,
          { cause },
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  const { address, port: boundPort } = server.address() as AddressInfo;
  return {
    origin: `http://${localName(address)}:${boundPort}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      requests.closeAsTheyEnd();
      const patience = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearTimeout(patience);
    },
  };
}

/** A name for the address a server is bound to; "all interfaces" is no address to connect to. */
function localName(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return isIPv6(address) ? `[${address}]` : address;
}

/** Keeps a list of the busy connections. Node counts a silent new connection as busy. */
function trackRequests(server: Server): { closeAsTheyEnd(): void } {
  const connections = new Map<Socket, Set<ServerResponse>>();
  let closing = false;
  server.on("connection", (socket: Socket) => {
    connections.set(socket, new Set());
    socket.on("close", () => connections.delete(socket));
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    const running = connections.get(socket);
    running?.add(response);
    if (closing) response.shouldKeepAlive = false;
    response.on("close", () => {
      running?.delete(response);
      if (closing && running?.size === 0) socket.destroySoon();
    });
  });
  return {
    closeAsTheyEnd: () => {
      closing = true;
      for (const [socket, running] of connections) {
        if (running.size === 0) socket.destroy();
        for (const response of running) response.shouldKeepAlive = false;
      }
    },
  };
}
