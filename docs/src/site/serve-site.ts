import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

/** The built site, served on loopback. */
export interface ServedSite extends AsyncDisposable {
  /** Without a slash at its end. */
  url: string;
}

/** Serves a folder on loopback; port 0 takes a free one. */
export async function serveSite(folder: string, port = 0): Promise<ServedSite> {
  const app = new Hono().use(serveStatic({ root: folder }));
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port });
  if (!server.listening) await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}
