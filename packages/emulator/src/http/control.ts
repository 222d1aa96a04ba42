import { type Context, Hono, type MiddlewareHandler } from "hono";
import { streamSSE } from "hono/streaming";
import { toCurl } from "../curl.ts";
import type { Fault } from "../faults/fault.ts";
import { toHar } from "../har.ts";
import { openedPage } from "../pages/opened-page.ts";
import { readableName } from "../pages/readable-name.ts";
import { type RecordedRequest, type RequestLog, redactRequest } from "../request-log.ts";
import type { Snapshot } from "../state/store.ts";
import type { WebhookToSend } from "../webhooks/webhook.ts";
import type { App } from "./app.ts";
import type { Projects } from "./project.ts";

/**
 * The emulator's HTTP interface, below `/_emulator`. With isolated keys, a request concerns the
 * project of its key.
 */
export function createControl(deps: {
  projects: Projects;
  /** The header that carries the API key. */
  keyHeader: string;
  sameSite: MiddlewareHandler;
  /** The origin that clients reach the emulator at. */
  origin(): string;
  /** Aborted when the emulator stops. */
  stopping: AbortSignal;
}): App {
  const { projects, keyHeader, stopping } = deps;
  const control: App = new Hono();
  const projectOf = (context: Context) => projects.of(context.req.header(keyHeader));

  // Before the check of the site: a health check may use any host name, and nothing is shown to it.
  control.get("/health", (context) => context.json({ data: { status: "ok" } }));

  control.use(deps.sameSite);

  control.get("/faults", async (context) => {
    const { faults } = await projectOf(context);
    return context.json({ data: faults.list() });
  });
  control.post(
    "/faults",
    withJson<Fault | readonly Fault[]>(async (context, given) => {
      const { faults } = await projectOf(context);
      // addAll() and add() check their arguments.
      const data = Array.isArray(given) ? faults.addAll(given) : faults.add(given as Fault);
      return context.json({ data }, 201);
    }),
  );
  control.delete("/faults", async (context) => {
    const { faults } = await projectOf(context);
    faults.clear();
    return context.body(null, 204);
  });
  control.delete("/faults/:id", async (context) => {
    const { faults } = await projectOf(context);
    const id = context.req.param("id");
    if (faults.remove(id)) return context.body(null, 204);
    return context.json({ error: `No fault has the id ${JSON.stringify(id)}.` }, 404);
  });

  control.get("/requests", async (context) => {
    const { log } = await projectOf(context);
    return context.json({ data: log.list().map(redactRequest) });
  });
  control.get("/requests.har", async (context) => {
    const { log } = await projectOf(context);
    return context.json(toHar(log.list(), deps.origin()), 200, {
      "Content-Disposition": 'attachment; filename="kapso-requests.har"',
    });
  });
  control.get("/requests/:id/curl", async (context) => {
    const { log } = await projectOf(context);
    const request = log.list().find(({ id }) => String(id) === context.req.param("id"));
    if (!request)
      return context.json(
        { error: `The log has no request ${context.req.param("id")}; it keeps the last thousand.` },
        404,
      );
    const command = toCurl(request, deps.origin(), keyHeader);
    return command === undefined
      ? context.json(
          { error: "The body must be at most 64 KiB; only its beginning was kept." },
          422,
        )
      : context.text(command);
  });
  control.delete("/requests", async (context) => {
    const { log } = await projectOf(context);
    log.clear();
    return context.body(null, 204);
  });

  control.get("/events", async (context) => {
    const { log } = await projectOf(context);
    return streamRequests(context, log, stopping);
  });

  control.get("/overview", async (context) => {
    const { clock, embeds, faults } = await projectOf(context);
    return context.json({
      data: {
        now: clock.now().toISOString(),
        frozen: clock.isFrozen(),
        embeds: embeds.list().map(({ token_sha256: _, ...embed }) => ({
          ...embed,
          readable_name: readableName(embed["name"]),
        })),
        faults: faults.list(),
      },
    });
  });
  control.get("/embeds/:id/page", async (context) => {
    const { embeds } = await projectOf(context);
    const opened = embeds.look(context.req.param("id"));
    const { status, html, headers } = openedPage(opened, new URL(context.req.url).searchParams);
    return new Response(html, { status, headers: { ...headers } });
  });

  control.get("/clock", async (context) => {
    const { clock } = await projectOf(context);
    return context.json({ data: { now: clock.now().toISOString() } });
  });
  control.post(
    "/clock",
    withJson<Record<string, unknown>>(async (context, { advance, freeze, resume }) => {
      const { clock } = await projectOf(context);
      if (freeze === true) clock.freeze();
      else if (typeof freeze === "string") clock.freeze(freeze);
      if (resume === true) clock.resume();
      if (typeof advance === "number") await clock.advance(advance);
      return context.json({ data: { now: clock.now().toISOString() } });
    }),
  );

  control.get("/webhooks", async (context) => {
    const { webhooks } = await projectOf(context);
    return context.json({ data: webhooks.list() });
  });
  control.post(
    "/webhooks",
    withJson<WebhookToSend>(async (context, webhook) => {
      const { webhooks } = await projectOf(context);
      // send() checks its argument.
      return context.json({ data: await webhooks.send(webhook) }, 201);
    }),
  );

  control.get("/state", async (context) => context.json((await projectOf(context)).snapshot()));
  control.put(
    "/state",
    withJson<Snapshot>(async (context, snapshot) => {
      const project = await projectOf(context);
      // restore() checks its argument.
      await project.restore(snapshot);
      return context.body(null, 204);
    }),
  );

  control.post("/reset", async (context) => {
    const project = await projectOf(context);
    await project.reset();
    return context.body(null, 204);
  });

  control.all("*", (context) =>
    context.json(
      { error: `The emulator's interface has no ${context.req.method} ${context.req.path}.` },
      404,
    ),
  );
  return control;
}

/** Sends the requests so far and all to come as server-sent events, until one side goes away. */
function streamRequests(context: Context, log: RequestLog, stopping: AbortSignal): Response {
  return streamSSE(context, async (stream) => {
    const write = (request: RecordedRequest) =>
      stream.writeSSE({ event: "request", data: JSON.stringify(redactRequest(request)) });
    const gone = new Promise<void>((resolve) => {
      stream.onAbort(resolve);
      if (stopping.aborted) resolve();
      stopping.addEventListener("abort", () => resolve(), { once: true });
    });
    const stop = log.subscribe((request) => void write(request));
    for (const request of log.list()) await write(request);
    await gone;
    stop();
  });
}

/** Handles a request by the JSON object or list in its body; an error is a response with status 422. */
function withJson<Value extends object>(
  act: (context: Context, value: Value) => Response | Promise<Response>,
): (context: Context) => Promise<Response> {
  return async (context) => {
    const value = await readObject(context.req.raw);
    if (!value) return context.json({ error: "Expected a JSON object or list as the body." }, 400);
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
