import { serve } from "@hono/node-server";
import { contentSecurityPolicy } from "@shared/kapso-client/embed";
import { Hono } from "hono";
import type { Inboxes } from "./inboxes.ts";
import { deskPage, isMode } from "./page.ts";

export interface Desk {
  /** `http://127.0.0.1:<port>`: `allowed_origins` must contain it. */
  origin: string;
  /** Sets the inboxes that the page shows. */
  show(inboxes: Inboxes): void;
  close(): Promise<void>;
}

/** Starts the service on loopback. `port` 0, the default, takes a free one. */
export async function startDesk({ port = 0 } = {}): Promise<Desk> {
  let inboxes: Inboxes | undefined;
  const app = new Hono();

  app.get("/", async (context) => {
    const name = context.req.query("inbox");
    const tabs = inboxes?.tabs ?? [];
    const shown = name === undefined ? tabs[0] : tabs.find((inbox) => inbox.name === name);
    if (!inboxes || !shown) return context.text(`There is no inbox "${name ?? ""}".`, 404);
    const requested = context.req.query("mode");
    const mode = isMode(requested) ? requested : "system";
    const { embed_url } = await inboxes.open(shown);
    // The frame's address is a credential: no cache may store the page, no other page may frame it.
    context.header("Cache-Control", "no-store");
    context.header("Referrer-Policy", "no-referrer");
    context.header(
      "Content-Security-Policy",
      `default-src 'none'; style-src 'unsafe-inline'; ${contentSecurityPolicy(embed_url)}; frame-ancestors 'none'`,
    );
    return context.html(deskPage({ tabs, shown, embed_url, mode }));
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
