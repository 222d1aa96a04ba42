import { expect, it, vi } from "vitest";
import {
  createdEmbed,
  failure,
  type Handler,
  json,
  plantedKey,
  plantedToken,
} from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";
import type { Middleware } from "./middleware.ts";
import { errorOf } from "./unwrap.ts";

const { serve, kapsoResponding: responding } = useServers({ backoff: false });

async function kapsoResponding(handler: Handler, ...middleware: Middleware[]) {
  const all = await responding(handler);
  all.kapso.use(...middleware);
  return all;
}
const ok: Handler = (_, response) => json(response, 200, { data: [] });

it("changes the request in place", async () => {
  const { server, verbs } = await kapsoResponding(ok, {
    onRequest: ({ request, schemaPath, params }) => {
      request.headers.set("x-template", schemaPath);
      request.headers.set("x-id", String(params.path?.["id"]));
    },
  });
  await verbs.GET("/things/{id}", { params: { path: { id: "7" } } });
  expect(server.seen[0]).toMatchObject({
    url: "/platform/v1/things/7",
    headers: { "x-template": "/things/{id}", "x-id": "7", "x-api-key": plantedKey },
  });
});

it("returns a real Request, which is sent with its body, and again where that is safe", async () => {
  const { server, verbs } = await kapsoResponding(
    (_, response, nth) => json(response, nth === 1 ? 429 : 200, {}),
    {
      onRequest: ({ request }) =>
        new Request(`${request.url}?added=1`, {
          method: "POST",
          headers: request.headers,
          body: '{"other":1}',
        }),
    },
  );
  expect(await verbs.POST("/things", { body: { a: 1 } })).toMatchObject({ status: 200 });
  const sent = { method: "POST", url: "/platform/v1/things?added=1", body: '{"other":1}' };
  expect(server.seen).toMatchObject([sent, sent]);
  expect(server.seen[1]?.headers["x-api-key"]).toBe(plantedKey);
});

it("returns a response without sending anything", async () => {
  const { server, verbs } = await kapsoResponding(ok, {
    onRequest: async () => Response.json({ cached: true }),
  });
  expect(await verbs.GET("/things")).toMatchObject({ ok: true, data: { cached: true } });
  expect(server.seen).toHaveLength(0);
});

it("reads and replaces the response, in the reverse order of registration", async () => {
  const seen: unknown[] = [];
  const middleware = (name: string): Middleware => ({
    onRequest: () => {
      seen.push(`${name} request`);
    },
    onResponse: async ({ response, request }) => {
      seen.push(`${name} response`, new URL(response.url || request.url).pathname);
      const body = await response.clone().json();
      return Response.json({ ...body, [name]: true }, { status: response.status });
    },
  });
  const { verbs } = await kapsoResponding(ok, middleware("a"), middleware("b"));
  expect(await verbs.GET("/things")).toMatchObject({ data: { data: [], a: true, b: true } });
  expect(seen).toEqual([
    "a request",
    "b request",
    "b response",
    "/platform/v1/things",
    "a response",
    "/platform/v1/things",
  ]);
});

it("sees an empty response, and a compressed one without the headers of its compression", async () => {
  const { gzipSync } = await import("node:zlib");
  const headers: (string | null)[] = [];
  const { verbs } = await kapsoResponding(
    (_, response, nth) =>
      nth === 1
        ? response.writeHead(204).end()
        : response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync('{"a":"ü"}')),
    {
      onResponse: ({ response }) => {
        headers.push(response.headers.get("content-encoding"));
      },
    },
  );
  expect(await verbs.DELETE("/things")).toMatchObject({ status: 204, data: undefined });
  expect(await verbs.GET("/things")).toMatchObject({ data: { a: "ü" } });
  expect(headers).toEqual([null, null]);
});

it("replaces an error by a response, or by another error", async () => {
  const onError = vi.fn<NonNullable<Middleware["onError"]>>(() => Response.json({ from: "cache" }));
  const { kapso, verbs } = await kapsoResponding((_, response) => response.socket?.destroy());
  const instead: Middleware = { onError };
  kapso.use(instead);
  expect(await verbs.GET("/things")).toMatchObject({ data: { from: "cache" } });
  expect(onError.mock.calls[0]?.[0].error).toMatchObject({
    name: "KapsoConnectionError",
    kind: "reset",
  });
  kapso.eject(instead);
  kapso.use({ onError: () => new RangeError("mine") });
  expect(await failure(verbs.GET("/things"))).toEqual(new RangeError("mine"));
});

it("gets real requests while any middleware is left, also when one was added twice", async () => {
  const requests: unknown[] = [];
  const twice: Middleware = {
    onRequest: ({ request }) => {
      requests.push(request);
    },
  };
  const { kapso, verbs } = await kapsoResponding(ok, twice, twice);
  kapso.eject(twice);
  await verbs.GET("/things");
  kapso.eject(twice, twice);
  await verbs.GET("/things");
  expect(requests).toEqual([expect.any(Request)]);
});

it("sees a call once, however often it is retried", async () => {
  const onRequest = vi.fn();
  const { server, verbs } = await kapsoResponding((_, response) => json(response, 503, {}), {
    onRequest,
  });
  await verbs.GET("/things");
  expect([onRequest.mock.calls.length, server.seen.length]).toEqual([1, 3]);
});

it("threat: a middleware that sends a call elsewhere does not send the key along", async () => {
  const other = await serve(ok);
  const { verbs } = await kapsoResponding(ok, {
    onRequest: ({ request }) => {
      expect(request.headers.has("x-api-key")).toBe(false);
      return new Request(`${other.origin}/elsewhere`, request);
    },
  });
  await verbs.POST("/things", { body: { a: 1 } });
  expect(other.seen).toHaveLength(1);
  expect(JSON.stringify(other.seen)).not.toContain(plantedKey);
});

it("ends a call by the signal that a middleware puts on the request", async () => {
  const controller = new AbortController();
  const { verbs } = await kapsoResponding(() => controller.abort(), {
    onRequest: ({ request }) => new Request(request, { signal: controller.signal }),
  });
  expect((await failure(verbs.GET("/things"))).name).toBe("KapsoAbortedError");
});

it("passes a SyntaxError of a middleware on as it is", async () => {
  const { verbs } = await kapsoResponding(ok, {
    onResponse: () => {
      throw new SyntaxError("mine");
    },
  });
  expect(await failure(verbs.GET("/things"))).toEqual(new SyntaxError("mine"));
});

it("gets an error about its own response when that is not JSON", async () => {
  const { verbs } = await kapsoResponding(ok, {
    onResponse: () =>
      new Response("<title>Cache</title>", { headers: { "content-type": "text/html" } }),
  });
  const error = await failure(verbs.GET("/things"));
  expect(error.name).toBe("KapsoUnreadableResponseError");
  expect(error.message).toContain('content type: text/html; 20 characters, a page called "Cache"');
});

it("threat: a middleware that reads the body, and not a clone of it, loses a new embed's token", async () => {
  const seen: unknown[] = [];
  const { kapso } = await kapsoResponding(
    (_, response) => json(response, 201, { data: createdEmbed() }),
    {
      async onResponse({ response }) {
        seen.push(await response.json(), await response.clone().json(), await response.text());
      },
    },
  );
  expect(await kapso.createInboxEmbed({ scope_type: "project" })).toMatchObject({
    token: plantedToken,
  });
  expect(seen).toEqual([{ data: createdEmbed() }, { data: createdEmbed() }, expect.any(String)]);
});

it("passes on a status that no Response can be made with, as some proxies send", async () => {
  const { verbs } = await kapsoResponding((_, response) => json(response, 999, { error: "no" }), {
    onRequest: () => {},
  });
  const result = await verbs.POST("/things", { body: {} });
  expect(result).toMatchObject({ ok: false, status: 999, error: { error: "no" } });
  expect(errorOf(result)).toMatchObject({ name: "KapsoServerError", mayHaveHappened: true });
});
