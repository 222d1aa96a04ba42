import type { HttpBindings } from "@hono/node-server";
import { type Handler, Hono, type MiddlewareHandler } from "hono";
import type { ApiOutcome } from "../api/api.ts";
import { openedPage } from "../pages/opened-page.ts";
import { allowsOrigin } from "../resources/embeds/allowed-origins.ts";
import type { OpenedEmbed } from "../resources/embeds/inbox-embeds.ts";
import { type Outcome, plainOutcome } from "./outcome.ts";
import type { Projects } from "./project.ts";

/** An application that can reach the socket beneath a request. */
export type App = Hono<{ Bindings: HttpBindings }>;

/** Puts the parts of an emulator behind HTTP. */
export function createApp(deps: {
  projects: Projects;
  /** The header that carries the API key. */
  keyHeader: string;
  control: App;
  reference: App;
  inspector: Handler;
  sameSite: MiddlewareHandler;
  cors: MiddlewareHandler | undefined;
  /** The origin that links begin with; undefined for the one that a request came to. */
  publicUrl: string | undefined;
}): App {
  const { projects, publicUrl } = deps;
  const app: App = new Hono();

  // Before the control interface, which responds to every other path below /_emulator.
  app.route("/_emulator/reference", deps.reference);
  app.route("/_emulator", deps.control);
  app.get("/", deps.sameSite, deps.inspector);

  app.get("/embed/:token", (context) => {
    const token = context.req.param("token");
    const { exchange, embeds, store } = projects.withToken(token);
    return exchange(context, async (url) => {
      const opened = embeds.open(token);
      await store.saved();
      const { status, html, headers } = openedPage(opened, url.searchParams);
      const shared = embedCors(opened, context.req.header("origin"));
      return plainOutcome(status, html, { ...headers, ...shared });
    });
  });

  if (deps.cors) app.use(deps.cors);
  app.all("*", async (context) => {
    const { api, exchange } = await projects.of(context.req.header(deps.keyHeader));
    return exchange(context, async (requested, body) => {
      const { method, raw } = context.req;
      const url =
        publicUrl === undefined
          ? requested
          : new URL(`${publicUrl}${requested.pathname}${requested.search}`);
      return toOutcome(await api({ method, url, headers: raw.headers, body }));
    });
  });

  app.onError((error, context) => {
    console.error(error);
    return context.json({ error: "The emulator failed; its console has the error." }, 500);
  });

  return app;
}

function toOutcome({ body, ...outcome }: ApiOutcome): Outcome {
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
}

/** The headers that let a page of an allowed origin read an embed's page, as the API documents. */
function embedCors(opened: OpenedEmbed, origin: string | undefined): Record<string, string> {
  if (origin === undefined || opened.state !== "open") return {};
  const { allowed_origins } = opened.embed;
  const allowed = Array.isArray(allowed_origins) ? allowed_origins.map(String) : [];
  return allowsOrigin(allowed, origin)
    ? { "Access-Control-Allow-Origin": origin, Vary: "Origin" }
    : { Vary: "Origin" };
}

// Header values are Latin-1 at best, and a query key can hold anything.
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}

// Clients reject a response whose headers go beyond 16 KB in all.
const maxWarning = 2_000;
