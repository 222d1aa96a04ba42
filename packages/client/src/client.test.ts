import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createKapsoClient } from "./client.ts";
import type { KapsoRedirectError } from "./errors/error-classes.ts";
import { failure, json, plantedKey, untyped } from "./testing/server.ts";
import { useServers } from "./testing/use-servers.ts";

const { serve, kapsoResponding } = useServers({ backoff: false });
afterEach(() => vi.unstubAllGlobals());

describe("a call", () => {
  it("sends path, query, body and headers, and returns what came", async () => {
    const { server, verbs } = await kapsoResponding((_, response) =>
      json(response, 200, { data: [1] }),
    );
    const result = await verbs.PATCH(
      "/things/{thing_id}",
      {
        params: {
          path: { thing_id: " a b " },
          query: { tags: ["x", "y"] },
          header: { "Idempotency-Key": "i" },
        },
        body: { a: 1 },
      },
      { headers: { "X-Own": "own" } },
    );
    expect(result).toMatchObject({ ok: true, status: 200, data: { data: [1] } });
    expect(result.response).toBeInstanceOf(Response);
    expect(server.seen[0]).toMatchObject({
      method: "PATCH",
      url: "/platform/v1/things/a%20b?tags=x&tags=y",
      body: '{"a":1}',
      headers: {
        "x-api-key": plantedKey,
        "x-own": "own",
        "idempotency-key": "i",
        accept: "application/json",
      },
    });
  });

  it("does not throw on a status, and always has an object for an error", async () => {
    const bodies = ['{"error":"no"}', "<h1>no</h1>", "", "null", "false", "[1]"];
    const { verbs } = await kapsoResponding((_, response, nth) =>
      response.writeHead(418).end(bodies[nth - 1]),
    );
    const errors = [];
    for (const _ of bodies) errors.push(await verbs.GET("/things"));
    expect(errors.map(({ ok, status, error }) => ({ ok, status, error }))).toEqual(
      [
        { error: "no" },
        { error: "<h1>no</h1>" },
        { error: "" },
        { error: "" },
        { error: "false" },
        [1],
      ].map((error) => ({ ok: false, status: 418, error })),
    );
  });

  it.each([
    ["POST", 204],
    ["OPTIONS", 200],
    ["DELETE", 204],
    ["DELETE", 202],
    ["DELETE", 200],
    ["HEAD", 200],
  ] as const)("returns no data for %s with an empty %i", async (method, status) => {
    const { verbs } = await kapsoResponding((_, response) => response.writeHead(status).end());
    expect(await verbs[method]("/things")).toMatchObject({ ok: true, status, data: undefined });
  });

  it.each([
    ["HTML", "<!doctype html><p>Sign in"],
    ["half of it", '{"data": {"tok'],
    ["white space", " \n"],
    ["nothing", ""],
  ])("throws when a 200 holds %s", async (_, body) => {
    const { server, verbs } = await kapsoResponding((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end(body),
    );
    const error = await failure(verbs.POST("/things"));
    expect(error).toMatchObject({
      name: "KapsoUnreadableResponseError",
      status: 200,
      mayHaveHappened: true,
    });
    expect(error.message).toContain("content type: text/html");
    expect(server.seen).toHaveLength(1);
  });

  it("returns a response whose text() and json() work again", async () => {
    const { verbs } = await kapsoResponding((_, response) => json(response, 200, { a: 1 }));
    const { response } = await verbs.GET("/things");
    expect(await response.json()).toEqual({ a: 1 });
    expect(await response.text()).toBe('{"a":1}');
  });

  it("can be taken out of its client", async () => {
    const { verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
    const { GET } = verbs;
    expect((await GET("/things")).ok).toBe(true);
  });
});

describe("threat: the key reaches another origin", () => {
  it.each([301, 302, 303, 307, 308])("does not follow a %i", async (status) => {
    const other = await serve((_, response) => json(response, 200, {}));
    const { server, verbs } = await kapsoResponding((_, response) =>
      response.writeHead(status, { location: `${other.origin}/steal?key=1` }).end(),
    );
    const error = await failure<KapsoRedirectError>(verbs.GET("/things"));
    expect(error).toMatchObject({ name: "KapsoRedirectError", status, target: other.origin });
    expect(error.message).toContain("not followed");
    expect(error.message).not.toContain("steal");
    expect(other.seen).toHaveLength(0);
    expect(server.seen).toHaveLength(1);
  });

  it("does not follow one within the origin either", async () => {
    const { server, verbs } = await kapsoResponding((_, response) =>
      response.writeHead(302, { location: "/login" }).end(),
    );
    expect((await failure(verbs.GET("/things"))).name).toBe("KapsoRedirectError");
    expect(server.seen).toHaveLength(1);
  });

  it("rejects a response that the given fetch redirected", async () => {
    const other = await serve((_, response) => json(response, 200, {}));
    const server = await serve((_, response) =>
      response.writeHead(307, { location: other.origin }).end(),
    );
    const kapso = createKapsoClient({
      apiKey: plantedKey,
      baseUrl: server.baseUrl,
      fetch: (url, init) => fetch(url, { ...init, redirect: "follow" }),
    });
    const error = await failure(untyped(kapso).GET("/things"));
    expect(error.message).toContain("followed a redirect, and took the API key along");
  });
});

describe("threat: the key is printed", () => {
  it("is not on the client, nor in what a server that echoes it makes the error say", async () => {
    const { kapso, verbs } = await kapsoResponding((request, response) =>
      json(response, 401, { error: `Key ${request.headers["x-api-key"]} is unknown` }),
    );
    expect(inspect(kapso, { depth: 9, showHidden: true })).not.toContain(plantedKey);
    const error = await failure(kapso.createInboxEmbed({ scope_type: "project" }));
    for (const printed of [
      inspect(error, { depth: 9 }),
      JSON.stringify(error),
      String(error.stack),
      String(error),
    ]) {
      expect(printed).not.toContain(plantedKey);
      expect(printed).toContain("Key [hidden] is unknown");
    }
    expect(inspect(await verbs.GET("/things").then(({ response }) => response.status))).toBe("401");
  });

  it("is not in the cause that a given fetch throws", async () => {
    const kapso = createKapsoClient({
      apiKey: plantedKey,
      backoff: false,
      fetch: async (_, init) => {
        throw Object.assign(new TypeError(`failed with ${plantedKey}`), {
          config: init,
          code: "ECONNRESET",
        });
      },
    });
    const error = await failure(untyped(kapso).GET("/things"));
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(plantedKey);
    expect(error.cause).toMatchObject({ name: "TypeError", code: "ECONNRESET" });
  });
});

describe("threat: header injection", () => {
  it("rejects header values with line breaks, without printing them", async () => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
    for (const headers of [
      { "X-Own": `${plantedKey}\r\nX-API-Key: evil` },
      { "X-Own: evil\r\nX": "1" },
    ]) {
      const error = await failure(verbs.GET("/things", {}, { headers }));
      expect(error.name).toBe("KapsoInputError");
      expect(error.message).not.toMatch(/evil|planted/);
    }
    expect(server.seen).toHaveLength(0);
  });

  it("rejects them in an operation's own headers and on the client as well", async () => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
    const header = { "Idempotency-Key": `${plantedKey}\nX-Evil: 1` };
    expect(await failure(verbs.POST("/things", { params: { header } }))).toMatchObject({
      name: "KapsoInputError",
      field: "headers.Idempotency-Key",
      message: expect.not.stringContaining(plantedKey),
    });
    expect(() => createKapsoClient({ apiKey: plantedKey, headers: { "X-Own": "a\0b" } })).toThrow(
      "control character",
    );
    expect(server.seen).toHaveLength(0);
  });

  it("does not send another key that a call names", async () => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
    await verbs.GET("/things", {}, { headers: { "x-api-key": "other" } });
    expect(server.seen[0]?.headers["x-api-key"]).toBe(plantedKey);
  });
});

describe("the key", () => {
  it("comes from a function, which is called again after a 401 so that a rotated key works", async () => {
    const server = await serve((request, response) =>
      request.headers["x-api-key"] === "new"
        ? json(response, 200, {})
        : json(response, 401, { error: "revoked" }),
    );
    const apiKey = vi.fn().mockResolvedValueOnce("old").mockResolvedValue("new");
    const { GET, POST } = untyped(createKapsoClient({ apiKey, baseUrl: server.baseUrl }));
    expect(await Promise.all([GET("/things"), POST("/things")])).toMatchObject([
      { status: 200 },
      { status: 200 },
    ]);
    expect(apiKey).toHaveBeenCalledTimes(2);
  });

  it("is fetched again only once, and the call ends with the 401 when it is still the same", async () => {
    const server = await serve((_, response) => json(response, 401, { error: "revoked" }));
    const same = vi.fn(() => plantedKey);
    expect(
      await untyped(createKapsoClient({ apiKey: same, baseUrl: server.baseUrl })).GET("/things"),
    ).toMatchObject({
      status: 401,
    });
    expect([same.mock.calls.length, server.seen.length]).toEqual([2, 1]);
    let count = 0;
    const changing = () => `key-${count++}`;
    await untyped(createKapsoClient({ apiKey: changing, baseUrl: server.baseUrl })).GET("/things");
    expect([count, server.seen.length]).toEqual([2, 3]);
  });

  it("is the last one when the function fails: the call ends with the 401", async () => {
    const server = await serve((_, response) => json(response, 401, { error: "revoked" }));
    const apiKey = vi
      .fn(() => plantedKey)
      .mockReturnValueOnce("old")
      .mockImplementation(() => {
        throw new Error("vault is sealed");
      });
    const { GET } = untyped(createKapsoClient({ apiKey, baseUrl: server.baseUrl }));
    expect(await GET("/things")).toMatchObject({ status: 401, error: { error: "revoked" } });
    expect([apiKey.mock.calls.length, server.seen.length]).toEqual([2, 1]);
  });

  it("is not fetched before the first call", () => {
    const apiKey = vi.fn(() => plantedKey);
    createKapsoClient({ apiKey });
    expect(apiKey).not.toHaveBeenCalled();
  });
});

it("cannot be made in a browser without dangerouslyAllowBrowser", () => {
  vi.stubGlobal("document", {});
  vi.stubGlobal("process", Object.create(process, { versions: { value: {} } }));
  expect(() => createKapsoClient({ apiKey: plantedKey })).toThrow("call Kapso from a server");
  expect(createKapsoClient({ apiKey: plantedKey, dangerouslyAllowBrowser: true })).toBeDefined();
});

it("looks fetch up at each call, so that one put in place later is used", async () => {
  const kapso = createKapsoClient({ apiKey: plantedKey });
  const replaced = vi.fn(async () => new Response("{}"));
  vi.stubGlobal("fetch", replaced);
  expect(await untyped(kapso).GET("/things")).toMatchObject({ ok: true, data: {} });
  expect(replaced).toHaveBeenCalledWith(
    "https://api.kapso.ai/platform/v1/things",
    expect.anything(),
  );
});

describe("withOptions", () => {
  it("makes a client with another key and the rest as it was, middleware included", async () => {
    const { server, kapso } = await kapsoResponding((_, response) => json(response, 200, {}), {
      headers: { "x-team": "a" },
    });
    const seen: string[] = [];
    kapso.use({
      onRequest({ schemaPath }) {
        seen.push(schemaPath);
      },
    });
    const other = kapso.withOptions({ apiKey: "other" });
    kapso.use({
      onRequest() {
        throw new Error("not of the other client");
      },
    });
    await untyped(other).GET("/things");
    await untyped(other.withOptions({ headers: { "x-team": "b" } })).GET("/others");
    expect(server.seen.map(({ headers }) => [headers["x-api-key"], headers["x-team"]])).toEqual([
      ["other", "a"],
      ["other", "b"],
    ]);
    expect(seen).toEqual(["/things", "/others"]);
  });

  it("threat: options that are getters are left out, and the key of the environment goes out", async () => {
    const { server } = await kapsoResponding((_, response) => json(response, 200, {}));
    vi.stubEnv("KAPSO_API_KEY", "of-another-project");
    class Config {
      readonly #key: string;
      constructor(key: string) {
        this.#key = key;
      }
      get apiKey() {
        return this.#key;
      }
      get baseUrl() {
        return server.baseUrl;
      }
    }
    const kapso = createKapsoClient(new Config(plantedKey));
    await untyped(kapso.withOptions({ timeout: 5_000 })).GET("/things");
    await untyped(kapso.withOptions(new Config("other"))).GET("/things");
    expect(server.seen.map(({ headers }) => headers["x-api-key"])).toEqual([plantedKey, "other"]);
    vi.unstubAllEnvs();
  });

  it("does not fall back to the environment's key for one that is undefined", () => {
    const kapso = createKapsoClient({ apiKey: plantedKey });
    expect(() => kapso.withOptions({ apiKey: undefined })).toThrow("apiKey is undefined");
  });
});

describe("KAPSO_BASE_URL", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is where the API is, unless the option says otherwise", async () => {
    const { server } = await kapsoResponding((_, response) => json(response, 200, {}));
    vi.stubEnv("KAPSO_BASE_URL", ` ${server.baseUrl}/ `);
    await untyped(createKapsoClient({ apiKey: plantedKey })).GET("/things");
    expect(server.seen).toHaveLength(1);
    vi.stubEnv("KAPSO_BASE_URL", "http://kapso.example");
    expect(() => createKapsoClient({ apiKey: plantedKey })).toThrow(
      "The environment variable KAPSO_BASE_URL is http://kapso.example",
    );
    createKapsoClient({ apiKey: plantedKey, baseUrl: server.baseUrl });
    vi.stubEnv("KAPSO_BASE_URL", "");
    createKapsoClient({ apiKey: plantedKey });
  });
});

describe("a POST that is safe to retry", () => {
  it.each<[string, object, object]>([
    ["by option", {}, { safeToRetry: true }],
    ["by its operation's key", { params: { header: { "Idempotency-Key": "k1" } } }, {}],
  ])("%s is retried as a GET is", async (_, init, options) => {
    const { server, verbs } = await kapsoResponding(
      (_, response, nth) => json(response, nth === 1 ? 503 : 200, {}),
      { backoff: false },
    );
    expect(await verbs.POST("/things", init, options)).toMatchObject({ status: 200 });
    expect(server.seen).toHaveLength(2);
    const keys = server.seen.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(1);
  });

  it("is not one with such a header among the call's own, which no operation documents", async () => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 503, {}), {
      backoff: false,
    });
    await verbs.POST("/things", {}, { headers: { "Idempotency-Key": "k1" } });
    expect(server.seen).toHaveLength(1);
  });
});
