import type { HttpBindings } from "@hono/node-server";
import { type Handler, Hono } from "hono";
import type { Api } from "../api/api.ts";
import { openedPage } from "../pages/opened-page.ts";
import type { InboxEmbeds } from "../resources/embeds/inbox-embeds.ts";
import type { Store } from "../state/store.ts";
import type { Exchange } from "./exchange.ts";
import { plainOutcome } from "./outcome.ts";
import { sameSiteOnly } from "./same-site-only.ts";

/** An application that can reach the socket beneath a request. */
export type App = Hono<{ Bindings: HttpBindings }>;

/** Puts the parts of an emulator behind HTTP. */
export function createApp(deps: {
  api: Api;
  embeds: InboxEmbeds;
  exchange: Exchange;
  store: Store;
  control: App;
  inspector: Handler;
}): App {
  const app: App = new Hono();

  app.route("/_emulator", deps.control);
  app.get("/", sameSiteOnly(), deps.inspector);

  app.get("/embed/:token", (context) =>
    deps.exchange(context, async (url) => {
      const opened = deps.embeds.open(context.req.param("token"));
      await deps.store.saved();
      const { status, html, headers } = openedPage(opened, url.searchParams);
      return plainOutcome(status, html, headers);
    }),
  );

  app.all("*", (context) =>
    deps.exchange(context, async (url, text) => {
      const { method, raw } = context.req;
      const { body, ...outcome } = await deps.api({ method, url, headers: raw.headers, text });
      const warning = outcome.warnings.map(ascii).join(" ").slice(0, maxWarning);
      return {
        ...outcome,
        operation: outcome.operation,
        text: body === undefined ? undefined : JSON.stringify(body),
        headers: {
          ...(body !== undefined && { "Content-Type": "application/json; charset=utf-8" }),
          ...(warning !== "" && { "X-Emulator-Warning": warning }),
          ...outcome.headers,
        },
      };
    }),
  );

  app.onError((error, context) => {
    console.error(error);
    return context.json({ error: "The emulator failed; its console says how." }, 500);
  });

  return app;
}

// Header values are Latin-1 at best, and a query key can hold anything.
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}

// Clients reject a response whose headers go beyond 16 KB in all.
const maxWarning = 2_000;
