import { afterEach } from "vitest";
import { createKapsoClient, type KapsoClient } from "../client.ts";
import type { KapsoClientOptions } from "../options.ts";
import { type Handler, plantedKey, startServer, type TestServer, untyped } from "./server.ts";

interface Responding {
  server: TestServer;
  kapso: KapsoClient;
  verbs: ReturnType<typeof untyped>;
}

/** Servers, and clients of them, that are closed after each test of the file. */
export function useServers(defaults: KapsoClientOptions = {}): {
  serve(handler: Handler): Promise<TestServer>;
  kapsoResponding(handler: Handler, options?: KapsoClientOptions): Promise<Responding>;
} {
  const servers: TestServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(handler: Handler): Promise<TestServer> {
    const server = await startServer(handler);
    servers.push(server);
    return server;
  }

  return {
    serve,
    async kapsoResponding(handler, options) {
      const server = await serve(handler);
      const given = { apiKey: plantedKey, baseUrl: server.baseUrl, ...defaults, ...options };
      const kapso = createKapsoClient(given);
      return { server, kapso, verbs: untyped(kapso) };
    },
  };
}
