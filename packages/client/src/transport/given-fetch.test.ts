import { Readable } from "node:stream";
import { Agent } from "undici";
import { Agent as Agent7 } from "undici-7";
import { describe, expect, it, vi } from "vitest";
import { createKapsoClient } from "../client.ts";
import type { Fetch } from "../options.ts";
import { failure, json, plantedKey, untyped } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";

const { serve } = useServers();

function verbsOf(fetch: unknown, baseUrl?: string) {
  const options = { apiKey: plantedKey, fetch: fetch as Fetch, backoff: false } as const;
  return untyped(createKapsoClient(baseUrl ? { ...options, baseUrl } : options));
}

describe("a response of another kind is read", () => {
  const body = { data: { id: 1 } };

  it.each([
    ["a stub with json() alone", { ok: true, status: 200, json: async () => body }],
    ["a stub with plain headers", { status: 200, headers: { "x-a": "1" }, json: () => body }],
    [
      "a stub with arrayBuffer() alone",
      { status: 200, arrayBuffer: async () => new TextEncoder().encode(JSON.stringify(body)) },
    ],
    ["a stub with text()", { status: 201, text: async () => JSON.stringify(body) }],
    [
      "a body that is a Node stream, as node-fetch has it",
      {
        status: 200,
        headers: new Headers({ "content-length": "15" }),
        body: Readable.from([]),
        text: async () => JSON.stringify(body),
      },
    ],
  ])("%s", async (_, response) => {
    expect(await verbsOf(async () => response).GET("/things")).toMatchObject({
      ok: true,
      data: body,
    });
  });

  it("the same Response for each call and each attempt", async () => {
    const ok = verbsOf(vi.fn().mockResolvedValue(new Response(JSON.stringify(body))));
    for (const _ of [1, 2, 3]) expect(await ok.GET("/things")).toMatchObject({ data: body });
    const busy = vi.fn().mockResolvedValue(new Response('{"error":"busy"}', { status: 503 }));
    const result = await verbsOf(busy).GET("/things");
    expect(result).toMatchObject({ status: 503, error: { error: "busy" } });
    expect(busy).toHaveBeenCalledTimes(3);
  });

  it("a stub of an error", async () => {
    const stub = { ok: false, status: 404, json: async () => ({ error: "no" }) };
    expect(await verbsOf(async () => stub).GET("/things")).toMatchObject({
      status: 404,
      error: { error: "no" },
    });
  });
});

describe("a fetch that does not work is named, and not retried", () => {
  const read = async (): Promise<Response> => {
    const response = new Response("{}");
    await response.text();
    return response;
  };
  const notMatched = (code: string): TypeError =>
    new TypeError("fetch failed", {
      cause: Object.assign(new Error("Mock dispatch not matched for path '/x'"), { code }),
    });

  const closed = (AnyAgent: typeof Agent | typeof Agent7) => async () => {
    const agent = new AnyAgent() as Agent;
    await agent.close();
    return agent.request({ origin: "http://127.0.0.1:8080", path: "/", method: "GET" });
  };
  const coded = (code: string, message: string): Error =>
    Object.assign(new Error(message), { code });

  it.each<[string, () => unknown, string]>([
    ["nothing", () => undefined, "it returned nothing; expected a Response"],
    ["no promise and no Response", () => "text", "it returned string; expected a Response"],
    ["no status", () => ({ ok: true, json: () => ({}) }), "no status from 200 to 599 (nothing)"],
    ["a body that was read", read, "has been read already"],
    ["a network error as a response", () => Response.error(), "no status from 200 to 599 (0)"],
    ["no body, as axios has it", () => ({ status: 200, data: {} }), "neither text() nor json()"],
    ["nothing thrown", () => Promise.reject(undefined), "fetch does not work: undefined"],
    [
      "a TypeError by a bug in fetch",
      () => (undefined as never as { a: string }).a,
      "Cannot read properties of undefined",
    ],
    ["a ReferenceError", () => missing(), "missing is not defined"],
    [
      "an unmatched interceptor of undici",
      () => Promise.reject(notMatched("UND_MOCK_ERR_MOCK_NOT_MATCHED")),
      "Mock dispatch not matched",
    ],
    [
      "a connection that nock does not allow",
      () => Promise.reject(coded("ENETUNREACH", 'Nock: Disallowed net connect for "x:443/x"')),
      "Nock: Disallowed net connect",
    ],
    ["an agent of undici that was closed", closed(Agent), "destroyed"],
    ["an agent of undici 7 that was closed", closed(Agent7), "destroyed"],
    [
      "an unmatched interceptor of nock",
      () => Promise.reject(notMatched("ERR_NOCK_NO_MATCH")),
      "Mock dispatch not matched",
    ],
  ])("%s", async (_, given, problem) => {
    const fetch = vi.fn(given);
    const error = await failure(verbsOf(fetch).GET("/things"));
    expect(error).toMatchObject({ name: "KapsoConfigurationError", mayHaveHappened: false });
    expect(error.message).toContain("GET /things: fetch does not work: ");
    expect(error.message).toContain(problem);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(await failure(verbsOf(given).POST("/things"))).toMatchObject({ mayHaveHappened: true });
  });

  it("no fetch in the runtime", async () => {
    vi.stubGlobal("fetch", undefined);
    const error = await failure(verbsOf(undefined).GET("/things"));
    vi.unstubAllGlobals();
    expect(error.message).toContain("there is none in this runtime");
  });

  it("a failure that has no name is shown as the runtime tells it", async () => {
    const cause = new Error(`bad port of ${plantedKey}`);
    const fetch = vi.fn().mockRejectedValue(new TypeError("fetch failed", { cause }));
    const error = await failure(verbsOf(fetch).GET("/things"));
    expect(error.message).toContain("fetch failed: bad port of [hidden] (api.kapso.ai)");
    const odd = vi.fn().mockRejectedValue(new TypeError("Failed to fetch", { cause: {} }));
    const { message } = await failure(verbsOf(odd).GET("/things"));
    expect(message).toContain("fetch failed: Failed to fetch (api.kapso.ai)");
  });

  it("a network failure stays one", async () => {
    for (const message of ["fetch failed", "Failed to fetch", "Load failed", "terminated"]) {
      const fetch = vi.fn().mockRejectedValue(new TypeError(message));
      expect(await failure(verbsOf(fetch).GET("/things"))).toMatchObject({ family: "connection" });
      expect(fetch).toHaveBeenCalledTimes(3);
    }
  });
});

it("an error of a middleware reaches the caller as it is", async () => {
  const kapso = createKapsoClient({ apiKey: plantedKey, fetch: async () => new Response("{}") });
  const problem = new SyntaxError("mine");
  kapso.use({
    onResponse() {
      throw problem;
    },
  });
  expect(await failure(untyped(kapso).GET("/things"))).toBe(problem);
});

describe("a fetch that follows redirects", () => {
  it.each([200, 503])("of a POST into a %d: it may have happened", async (status) => {
    const server = await serve(({ url }, response) =>
      url.endsWith("/end")
        ? json(response, status, {})
        : response.writeHead(307, { location: "/end" }).end(),
    );
    const follow: Fetch = (url, init) => fetch(url, { ...init, redirect: "follow" });
    const verbs = verbsOf(follow, server.baseUrl);
    for (const method of ["POST", "PATCH"] as const) {
      expect(await failure(verbs[method]("/things"))).toMatchObject({
        name: "KapsoRedirectError",
        mayHaveHappened: true,
      });
    }
    expect(await failure(verbs.GET("/things"))).toMatchObject({ mayHaveHappened: false });
    expect(server.seen).toHaveLength(6);
  });
});

it("a 304 is a response", async () => {
  const server = await serve((_, response) => response.writeHead(304, { etag: '"a"' }).end());
  const result = await verbsOf(undefined, server.baseUrl).GET("/things");
  expect(result).toMatchObject({ ok: false, status: 304 });
  expect(result.response.headers.get("etag")).toBe('"a"');
});

declare const missing: () => void;

it("gives a POST and a PATCH a fresh connection on Deno, whose fetch retries on a broken one", async () => {
  const client = {};
  const fetch = vi.fn(async (..._: unknown[]) => new Response("{}"));
  const createHttpClient = vi.fn(() => client);
  vi.stubGlobal("fetch", fetch);
  vi.stubGlobal("Deno", { createHttpClient });
  const verbs = untyped(createKapsoClient({ apiKey: plantedKey }));
  for (const verb of ["GET", "POST", "PATCH", "PUT", "DELETE"] as const)
    await verbs[verb]("/things");
  vi.unstubAllGlobals();
  expect(createHttpClient.mock.calls).toEqual([[{ poolMaxIdlePerHost: 0 }]]);
  expect(fetch.mock.calls.map(([, init]) => (init as { client?: object }).client)).toEqual([
    undefined,
    client,
    client,
    undefined,
    undefined,
  ]);
});

it.each([
  ["has no prototype", Object.create(null)],
  ["has an object for a message", { message: { text: "no" } }],
  ["has a number for a message", Object.assign(new Error(), { message: 42 })],
  ["has a cause with an object for a message", new Error("no", { cause: { message: {} } })],
])("threat: what fetch threw %s, and hides that the call may have happened", async (_, thrown) => {
  const { POST } = verbsOf(async () => {
    throw thrown;
  });
  expect(await failure(POST("/things", { body: {} }))).toMatchObject({
    name: "KapsoConnectionError",
    mayHaveHappened: true,
  });
});
