import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { TimedClock } from "../clock.ts";
import type { Fault, Faults } from "../faults/fault.ts";
import { openedPage } from "../pages/opened-page.ts";
import { type RecordedRequest, type RequestLog, redactRequest } from "../request-log.ts";
import type { InboxEmbeds } from "../resources/embeds/inbox-embeds.ts";
import type { Webhooks, WebhookToSend } from "../webhooks/webhook.ts";
import type { App } from "./app.ts";
import { sameSiteOnly } from "./same-site-only.ts";

/** The emulator's own HTTP interface, below `/_emulator`. */
export function createControl(deps: {
  clock: TimedClock;
  faults: Faults;
  log: RequestLog;
  webhooks: Webhooks;
  embeds: InboxEmbeds;
  reset(): Promise<void>;
}): App {
  const { clock, faults, log, webhooks } = deps;
  const control: App = new Hono();

  control.use(sameSiteOnly());

  control.get("/faults", (context) => context.json({ data: faults.list() }));
  control.post(
    "/faults",
    // add() checks its argument.
    withJson<Fault>((context, fault) => context.json({ data: faults.add(fault) }, 201)),
  );
  control.delete("/faults", (context) => {
    faults.clear();
    return context.body(null, 204);
  });
  control.delete("/faults/:id", (context) => {
    const id = context.req.param("id");
    if (faults.remove(id)) return context.body(null, 204);
    return context.json({ error: `No fault has the id ${JSON.stringify(id)}.` }, 404);
  });

  control.get("/requests", (context) => context.json({ data: log.list().map(redactRequest) }));
  control.delete("/requests", (context) => {
    log.clear();
    return context.body(null, 204);
  });

  control.get("/events", (context) => streamRequests(context, log));

  control.get("/overview", (context) =>
    context.json({
      data: {
        now: clock.now().toISOString(),
        frozen: clock.isFrozen(),
        embeds: deps.embeds.list().map(({ token_sha256: _, ...embed }) => embed),
        faults: faults.list(),
      },
    }),
  );
  control.get("/embeds/:id/page", (context) => {
    const opened = deps.embeds.look(context.req.param("id"));
    const { status, html, headers } = openedPage(opened, new URL(context.req.url).searchParams);
    return new Response(html, { status, headers: { ...headers } });
  });

  control.get("/clock", (context) => context.json({ data: { now: clock.now().toISOString() } }));
  control.post(
    "/clock",
    withJson<Record<string, unknown>>(async (context, { advance, freeze, resume }) => {
      if (freeze === true) clock.freeze();
      else if (typeof freeze === "string") clock.freeze(freeze);
      if (resume === true) clock.resume();
      if (typeof advance === "number") await clock.advance(advance);
      return context.json({ data: { now: clock.now().toISOString() } });
    }),
  );

  control.get("/webhooks", (context) => context.json({ data: webhooks.list() }));
  control.post(
    "/webhooks",
    // send() checks its argument.
    withJson<WebhookToSend>(async (context, webhook) =>
      context.json({ data: await webhooks.send(webhook) }, 201),
    ),
  );

  control.post("/reset", async (context) => {
    await deps.reset();
    return context.body(null, 204);
  });

  control.all("*", (context) =>
    context.json(
      { error: `The emulator has no ${context.req.method} ${context.req.path} of its own.` },
      404,
    ),
  );
  return control;
}

/** Sends the requests so far and all to come as server-sent events, until the reader goes away. */
function streamRequests(context: Context, log: RequestLog): Response {
  return streamSSE(context, async (stream) => {
    const write = (request: RecordedRequest) =>
      stream.writeSSE({ event: "request", data: JSON.stringify(redactRequest(request)) });
    const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
    const stop = log.subscribe((request) => void write(request));
    for (const request of log.list()) await write(request);
    await gone;
    stop();
  });
}

/** Handles a request by the JSON object in its body; an error is the caller's, with status 422. */
function withJson<Value extends object>(
  act: (context: Context, value: Value) => Response | Promise<Response>,
): (context: Context) => Promise<Response> {
  return async (context) => {
    const value = await readObject(context.req.raw);
    if (!value) return context.json({ error: "Expected a JSON object as the body." }, 400);
    try {
      return await act(context, value as Value);
    } catch (cause) {
      return context.json({ error: cause instanceof Error ? cause.message : String(cause) }, 422);
    }
  };
}

async function readObject(request: Request): Promise<object | undefined> {
  try {
    const value: unknown = JSON.parse(await request.text());
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
