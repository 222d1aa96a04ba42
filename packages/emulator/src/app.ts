import { Hono } from "hono";
import type { Api } from "./api.ts";
import type { InboxEmbeds } from "./embeds/inbox-embeds.ts";
import { embedPage } from "./pages/embed-page.ts";
import { noticePage } from "./pages/notice-page.ts";
import { type Page, renderPage } from "./pages/page.ts";
import { readText } from "./read-text.ts";

/** Puts the parts of an emulator behind HTTP. */
export function createApp(deps: { readonly api: Api; readonly embeds: InboxEmbeds }): Hono {
  const app = new Hono();

  app.get("/embed/:token", (context) => {
    const opened = deps.embeds.open(context.req.param("token"));
    if (opened.state === "open") {
      return page(200, embedPage(opened.embed, new URL(context.req.url).searchParams));
    }
    const [status, notice] = notices[opened.state];
    return page(status, notice);
  });

  app.all("*", async (context) => {
    const { method, url, raw } = context.req;
    const read = await readText(raw);
    if (!read.ok) return context.json({ error: read.message }, read.status);
    const outcome = await deps.api({
      method,
      url: new URL(url),
      headers: raw.headers,
      text: read.text,
    });
    const headers = new Headers(outcome.headers);
    for (const warning of outcome.warnings) headers.append("X-Emulator-Warning", ascii(warning));
    if (outcome.body === undefined) return new Response(null, { status: outcome.status, headers });
    headers.set("Content-Type", "application/json; charset=utf-8");
    return new Response(JSON.stringify(outcome.body), { status: outcome.status, headers });
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

function page(status: number, content: Page): Response {
  const { html, headers } = renderPage(content);
  return new Response(html, { status, headers });
}

// Header values are Latin-1 at best, and a query key can hold anything.
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");
