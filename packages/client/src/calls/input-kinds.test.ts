import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createKapsoClient } from "../client.ts";
import { paginate } from "../paginate/paginate.ts";
import { createdEmbed, failure, json, plantedKey, untyped } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";

const { kapsoResponding, serve } = useServers();
const offline = untyped(
  createKapsoClient({
    apiKey: plantedKey,
    fetch: () => {
      throw new Error("sent");
    },
  }),
);

describe("a body that JSON cannot hold is rejected, and the place is named", () => {
  class Stamp {
    at = new Date(Number.NaN);
  }
  it.each<[unknown, string, string]>([
    [{ a: { b: [1, Number.NaN] } }, "body.a.b[1]", "NaN"],
    [{ a: Number.POSITIVE_INFINITY }, "body.a", "Infinity"],
    [{ a: new Map([[1, 2]]) }, "body.a", "Map"],
    [{ a: new Set([1]) }, "body.a", "Set"],
    [new Stamp(), "body.at", "an invalid Date"],
    [{ a: new Blob(["x"]) }, "body.a", "Blob"],
    [{ a: new URLSearchParams("a=b") }, "body.a", "URLSearchParams"],
    [{ a: new ArrayBuffer(2) }, "body.a", "ArrayBuffer"],
    [{ a: new Uint8Array(2) }, "body.a", "Uint8Array"],
    [{ a: Buffer.from("ab") }, "body.a", "Uint8Array"],
    [{ a: new ReadableStream() }, "body.a", "ReadableStream"],
    [{ a: Readable.from(["x"]) }, "body.a", "object"],
    [{ a: Promise.resolve(1) }, "body.a", "Promise"],
    [{ a: () => 1 }, "body.a", "Function"],
    [{ a: 1n }, "body.a", "BigInt"],
    [{ a: /x/ }, "body.a", "RegExp"],
    [{ a: new Error("x") }, "body.a", "Error"],
    [{ a: [undefined] }, "body.a[0]", "nothing"],
    [new Map(), "body", "Map"],
    [new Blob(["x"]), "body", "Blob"],
    [new ArrayBuffer(2), "body", "ArrayBuffer"],
    [new URLSearchParams("a=b"), "body", "URLSearchParams"],
    ['{"a":1}', "body", "string"],
  ])("%o", async (body, field, came) => {
    const error = await failure(offline.POST("/things", { body }));
    expect(error).toMatchObject({ name: "KapsoInputError", field });
    expect(error.message).toContain(`${field} cannot be written as JSON: got ${came}`);
  });

  it("one that refers to itself", async () => {
    const body: { self?: object } = {};
    body.self = body;
    expect((await failure(offline.POST("/things", { body }))).message).toContain(
      "refers to itself",
    );
  });
});

it("sends an object by its toJSON()", async () => {
  const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
  const at = new Date(0);
  class Own {
    toJSON() {
      return { kept: [at] };
    }
  }
  await verbs.POST("/things", {
    body: {
      at,
      url: new URL("https://a.example"),
      own: new Own(),
      not: undefined,
      no: null,
      list: [{}],
    },
  });
  expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
    at: at.toISOString(),
    url: "https://a.example/",
    own: { kept: [at.toISOString()] },
    no: null,
    list: [{}],
  });
});

describe("a query", () => {
  it("may be a URLSearchParams, also for paginate", async () => {
    const { server, kapso, verbs } = await kapsoResponding((_, response) =>
      json(response, 200, { data: [] }),
    );
    const query = new URLSearchParams("a=1&b=2&a=3");
    await verbs.GET("/things", { params: { query } });
    const list = paginate(kapso, "/inbox_embeds", { params: { query: query as object } });
    for await (const _ of list);
    expect(server.seen.map(({ url }) => url.split("?")[1])).toEqual(["a=1&a=3&b=2", "a=1&a=3&b=2"]);
  });

  it.each([new Blob(["x"]), "a=1", 7, ["ab"], new Set(["ab"])])("cannot be %o", async (query) => {
    const call = offline.GET("/things", { params: { query } });
    expect(await failure(call)).toMatchObject({ name: "KapsoInputError", field: "params.query" });
  });
});

describe("headers", () => {
  it.each([
    ["Headers", new Headers({ "X-Own": "own", Accept: "text/plain" })],
    [
      "entries",
      [
        ["X-Own", "own"],
        ["Accept", "text/plain"],
      ] as [string, string][],
    ],
  ])("may be %s", async (_, headers) => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
    await verbs.GET("/things", {}, { headers });
    const client = createKapsoClient({ apiKey: plantedKey, baseUrl: server.baseUrl, headers });
    await untyped(client).GET("/things", { params: { header: headers } });
    for (const { headers: sent } of server.seen) {
      expect(sent).toMatchObject({ "x-own": "own", accept: "text/plain" });
    }
  });

  it("are removed whatever the case of their name", async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const headers = { "X-Team": "a", Accept: "text/plain" };
    const kapso = createKapsoClient({ apiKey: plantedKey, baseUrl: server.baseUrl, headers });
    await untyped(kapso).GET("/things", {}, { headers: { "x-TEAM": undefined, accept: "a/b" } });
    await untyped(kapso).POST("/things", { body: {} }, { headers: { "content-TYPE": undefined } });
    expect(server.seen[0]?.headers).toMatchObject({ accept: "a/b" });
    expect(server.seen[0]?.headers).not.toHaveProperty("x-team");
    expect(server.seen[1]?.headers["content-type"]).not.toBe("application/json");
  });

  it.each(["Content-Length", "host", "Transfer-Encoding", "Connection"])(
    "that fetch writes itself are rejected: %s",
    async (name) => {
      const error = await failure(offline.POST("/things", {}, { headers: { [name]: "5" } }));
      expect(error).toMatchObject({ name: "KapsoInputError", field: `headers.${name}` });
      expect(() => createKapsoClient({ apiKey: plantedKey, headers: { [name]: "5" } })).toThrow(
        "is written by fetch",
      );
    },
  );

  it.each([Symbol("s"), {}, () => 1])("cannot have %o for a value", async (value) => {
    const call = offline.GET("/things", {}, { headers: { "x-a": value as never } });
    expect(await failure(call)).toMatchObject({ name: "KapsoInputError", field: "headers.x-a" });
  });

  it.each(["x: y", new Blob([]), 7, ["x: y"], ["x-a", "y"]])("cannot be %o", async (headers) => {
    const call = offline.GET("/things", {}, { headers: headers as never });
    expect(await failure(call)).toMatchObject({ name: "KapsoInputError", field: "headers" });
  });
});

it.each([
  [{ query: { a: 1 } }, "query"],
  [{ headers: { a: "b" } }, "headers"],
  [{ signal: AbortSignal.abort() }, "signal"],
  [{ inbox_embed: {} }, "inbox_embed"],
  [{ params: { id: "x" } }, "id"],
])("rejects what stands in the wrong place (%#)", async (init, field) => {
  const error = await failure(offline.GET("/things", init));
  expect(error).toMatchObject({ name: "KapsoInputError", field });
  expect(error.message).toMatch(/ is not known in (the second argument|params)\. Expected /);
});

it.each([
  [{ retries: 3 }, "retries"],
  [{ timeOut: 5 }, "timeOut"],
  [{ body: { inbox_embed: {} } }, "body"],
  [{ query: { page: 2 } }, "query"],
  [{ apiKey: "other" }, "apiKey"],
  [{ onResponse: 5 }, "onResponse"],
  [{ safeToRetry: "yes" }, "safeToRetry"],
  [{ backoff: { max: 5 } }, "max"],
  [5, "the third argument"],
  [[], "the third argument"],
])("rejects options of a call that would be ignored (%#)", async (options, field) => {
  const error = await failure(offline.POST("/things", { body: {} }, options as object));
  expect(error).toMatchObject({ name: "KapsoInputError", field });
});

it.each([undefined, null, "", "inbox_embeds", "@kapso.example/x", ".kapso.example", "/x?page=2"])(
  "rejects %j for a path",
  async (path) => {
    const error = await failure(offline.GET(path as string));
    expect(error).toMatchObject({ name: "KapsoInputError", field: "path" });
  },
);

it("takes dates and URLs of another realm, as a test environment passes them", async () => {
  const { server, kapso, verbs } = await kapsoResponding((_, response) =>
    json(response, 201, { data: createdEmbed() }),
  );
  const sandbox = { at: Date.now() + 60_000 };
  const date = runInNewContext("new Date(at)", sandbox) as Date;
  const url = Object.create(null, { href: { value: "https://app.example.com/" } }) as URL;
  await kapso.createInboxEmbed({
    scope_type: "project",
    expires_at: date,
    allowed_origins: [url],
  });
  await verbs.GET("/things", { params: { query: { date } } });
  expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
    inbox_embed: {
      scope_type: "project",
      expires_at: date.toISOString(),
      allowed_origins: ["https://app.example.com"],
    },
  });
  expect(server.seen[1]?.url).toContain(encodeURIComponent(date.toISOString()));
});

describe("a misspelt name is rejected, with what it was probably meant to be:", () => {
  it.each([
    [{ parms: {} }, {}, "parms", "params"],
    [{ bdoy: {} }, {}, "bdoy", "body"],
    [{ params: { querry: {} } }, {}, "querry", "query"],
    [{}, { timeoutt: 1 }, "timeoutt", "timeout"],
    [{}, { time_out: 1 }, "time_out", "timeout"],
    [{}, { max_retries: 1 }, "max_retries", "maxRetries"],
  ])("%j, %j", async (init, options, field, meant) => {
    const error = await failure(offline.GET("/things", init, options as object));
    expect(error).toMatchObject({ name: "KapsoInputError", field });
    expect(error.message).toContain(`Did you mean ${meant}?`);
  });

  it.each([
    [{ apikey: plantedKey }, "apiKey"],
    [{ baseURL: "https://api.example.com" }, "baseUrl"],
    [{ totaltimeout: 1 }, "totalTimeout"],
  ])("%j of a client", (options, meant) => {
    expect(() => createKapsoClient(options as object)).toThrow(`Did you mean ${meant}?`);
  });

  it("a name that is like no other is rejected without a guess", () => {
    const options = { apiKey: plantedKey, colour: "red" } as object;
    expect(() => createKapsoClient(options)).toThrow(/^colour is not known in options\. Expected/);
  });
});
