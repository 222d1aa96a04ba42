import { serve } from "@hono/node-server";
import { Hono } from "hono";
import type { Inbox } from "./inboxes.ts";
import { deskPage, isMode } from "./page.ts";

export interface Desk {
  /** `http://127.0.0.1:<port>`: what `allowed_origins` has to name. */
  origin: string;
  /** What the page shows from now on. */
  show(inboxes: Inbox[]): void;
  close(): Promise<void>;
}

/** Starts the service on loopback. `port` 0, the default, takes a free one. */
export async function startDesk({ port = 0 } = {}): Promise<Desk> {
  let inboxes: Inbox[] = [];
  const app = new Hono();

  app.get("/", (context) => {
    const name = context.req.query("inbox");
    const shown = name === undefined ? inboxes[0] : inboxes.find((inbox) => inbox.name === name);
    if (!shown) return context.text(`There is no inbox "${name ?? ""}".`, 404);
    const asked = context.req.query("mode");
    const mode = isMode(asked) ? asked : "system";
    // The page holds credentials in its frame's address: no cache keeps it, no other page frames it.
    context.header("Cache-Control", "no-store");
    context.header("Referrer-Policy", "no-referrer");
    context.header(
      "Content-Security-Policy",
      `default-src 'none'; style-src 'unsafe-inline'; frame-src ${new URL(shown.embed.embed_url).origin}; frame-ancestors 'none'`,
    );
    return context.html(deskPage({ inboxes, shown, mode }));
  });

  const { promise: listening, resolve, reject } = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, (info) =>
    resolve(info.port),
  );
  server.once("error", reject);
  const origin = `http://127.0.0.1:${await listening}`;

  return {
    origin,
    show: (next) => {
      inboxes = next;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
