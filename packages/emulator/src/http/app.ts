import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Api } from "../api.ts";
import type { InboxEmbeds } from "../embeds/inbox-embeds.ts";
import { embedPage } from "../pages/embed-page.ts";
import { noticePage } from "../pages/notice-page.ts";
import { type Page, renderPage } from "../pages/page.ts";
import type { Store } from "../state/store.ts";
import type { Exchange } from "./exchange.ts";
import { type Outcome, plainOutcome } from "./outcome.ts";

/** An application that can reach the socket beneath a request. */
export type App = Hono<{ Bindings: HttpBindings }>;

/** Puts the parts of an emulator behind HTTP. */
export function createApp(deps: {
  readonly api: Api;
  readonly embeds: InboxEmbeds;
  readonly exchange: Exchange;
  readonly store: Store;
  readonly control: App;
}): App {
  const app: App = new Hono();

  app.route("/_emulator", deps.control);

  app.get("/embed/:token", (context) =>
    deps.exchange(context, async (url) => {
      const opened = deps.embeds.open(context.req.param("token"));
      await deps.store.saved();
      if (opened.state === "open") return page(200, embedPage(opened.embed, url.searchParams));
      const [status, notice] = notices[opened.state];
      return page(status, notice);
    }),
  );

  app.all("*", (context) =>
    deps.exchange(context, async (url, text) => {
      const { method, raw } = context.req;
      const { body, ...answer } = await deps.api({ method, url, headers: raw.headers, text });
      const warning = answer.warnings.map(ascii).join(" ");
      return {
        ...answer,
        operation: answer.operation,
        text: body === undefined ? undefined : JSON.stringify(body),
        headers: {
          ...(body !== undefined && { "Content-Type": "application/json; charset=utf-8" }),
          ...(warning !== "" && { "X-Emulator-Warning": warning }),
          ...answer.headers,
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

const notices = {
  unknown: [
    404,
    noticePage(
      "There is no such inbox",
      "No embed of this emulator has this token. Tokens end with the emulator that made them, unless it keeps its state in a file.",
    ),
  ],
  revoked: [
    410,
    noticePage(
      "This inbox was revoked",
      "Its embed was deleted, and its token opens nothing any more.",
    ),
  ],
  expired: [
    410,
    noticePage(
      "This inbox has expired",
      "The embed's expires_at has passed. Create a new one, or patch it.",
    ),
  ],
} as const satisfies Record<string, readonly [number, Page]>;

function page(status: number, content: Page): Outcome {
  const { html, headers } = renderPage(content);
  return plainOutcome(status, html, headers);
}

// Header values are Latin-1 at best, and a query key can hold anything.
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");
