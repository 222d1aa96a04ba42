import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import type { Err, Ok } from "@shared/kapso-types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnyCallTable } from "./calls/call-types.ts";
import { errorOf, unwrap } from "./calls/unwrap.ts";
import { createKapsoClient } from "./client.ts";
import { operations } from "./operations.ts";
import type { Fetch, FetchInit } from "./options.ts";
import { json, plantedKey } from "./testing/server.ts";
import { useServers } from "./testing/use-servers.ts";

const { serve } = useServers();
const events: { hook: string; operation: string | undefined }[] = [];
const note = (hook: string) => (event: { operation: string | undefined }) =>
  events.push({ hook, operation: event.operation });
const hooks = {
  onRequest: note("onRequest"),
  onResponse: note("onResponse"),
  onError: note("onError"),
};

let emulator: Emulator;
beforeEach(async () => {
  events.length = 0;
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

function connect() {
  const baseUrl = emulator.url + emulator.basePath;
  return createKapsoClient({ apiKey: emulator.apiKey, baseUrl, maxRetries: false, hooks });
}

describe("operations by name", () => {
  it("each calls its own operation, and every hook names it", async () => {
    const api = operations(connect());
    const { data } = await unwrap(
      api.createInboxEmbed({ body: { inbox_embed: { scope_type: "project" } } }),
    );
    const params = { path: { inbox_embed_id: data.id } };
    expect((await unwrap(api.listInboxEmbeds())).data).toHaveLength(1);
    expect((await unwrap(api.getInboxEmbed({ params }))).data.id).toBe(data.id);
    await unwrap(api.updateInboxEmbed({ params, body: { inbox_embed: { name: "New" } } }));
    await unwrap(api.deleteInboxEmbed({ params }, { timeout: 5_000 }));
    const called = emulator.requests.map(({ operation_id }) => operation_id);
    expect(called).toEqual([
      ...["createInboxEmbed", "listInboxEmbeds", "getInboxEmbed", "updateInboxEmbed"],
      "deleteInboxEmbed",
    ]);
    expect(events).toEqual(
      called.flatMap((operation) => [
        { hook: "onRequest", operation },
        { hook: "onResponse", operation },
      ]),
    );
  });

  it("an error names the operation, whether it is returned or thrown", async () => {
    const api = operations(connect());
    const params = { path: { inbox_embed_id: "00000000-0000-4000-8000-000000000000" } };
    const result = await api.getInboxEmbed({ params });
    if (result.ok) throw new Error("There should be no such embed.");
    expect(errorOf(result)).toMatchObject({ status: 404, operation: "getInboxEmbed" });
    emulator.faults.add({ kind: "reset" });
    await expect(api.createInboxEmbed({ body: {} as never })).rejects.toMatchObject({
      operation: "createInboxEmbed",
    });
    expect(events.at(-1)).toEqual({ hook: "onError", operation: "createInboxEmbed" });
  });

  it("an error names the operation that an argument was wrong for", async () => {
    const api = operations(connect());
    const wrong = api.getInboxEmbed({ params: { path: { inbox_embed_id: "" } } });
    await expect(wrong).rejects.toMatchObject({
      name: "KapsoInputError",
      method: "GET",
      path: "/inbox_embeds/{inbox_embed_id}",
      operation: "getInboxEmbed",
    });
    const unknown = connect().GET("/inbox_embeds?token=SECRET" as "/inbox_embeds");
    const error = await unknown.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "KapsoInputError", field: "path" });
    expect(error).not.toHaveProperty("path");
  });

  it("middleware and options of the client hold", async () => {
    const kapso = connect();
    const api = operations(kapso);
    kapso.use({ onRequest: ({ request }) => request.headers.set("x-own", "own") });
    await api.listInboxEmbeds();
    expect(emulator.requests[0]?.headers["x-own"]).toBe("own");
  });
});

interface Workflows extends Record<keyof AnyCallTable, object> {
  GET: {
    "/names": { init: []; result: Ok<200, string[]> };
    "/things": { init: []; result: Ok<200, { data: [] }> };
    "/table": { init: [init?: object]; result: Ok<200, string> | Err<404, object> };
    "/logo": { init: []; result: Ok<200, ArrayBuffer> | Err<404, object> };
  };
  POST: Record<"/runs" | "/things", { init: []; result: Ok<201, undefined> }>;
  operations: { listNames: Workflows["GET"]["/names"] };
}

describe("a client of another document", () => {
  const specification = {
    document: "workflows",
    baseUrl: null as string | null,
    keyHeader: "X-Workflow-Key",
    otherBodies: {
      "GET /names": { accept: "application/json", as: "json" },
      "POST /runs": { accept: "application/json", as: "json" },
      "GET /table": { accept: "text/csv", as: "text" },
      "GET /logo": { accept: "image/png, image/webp", as: "arrayBuffer" },
    } as const,
  };

  it("sends the document's key header to the document's base URL", async () => {
    const server = await serve((_, response) => json(response, 200, ["a"]));
    const { origin } = server;
    const kapso = createKapsoClient<Workflows>({
      apiKey: plantedKey,
      specification: { ...specification, baseUrl: `${origin}/workflows/v2` },
    });
    expect(await kapso.GET("/names")).toMatchObject({ ok: true, data: ["a"] });
    expect(server.seen[0]).toMatchObject({
      url: "/workflows/v2/names",
      headers: { "x-workflow-key": plantedKey },
    });
    expect(server.seen[0]?.headers).not.toHaveProperty("x-api-key");
  });

  it("names itself and the document in User-Agent", async () => {
    const server = await serve((_, response) => json(response, 404, {}));
    const { baseUrl } = server;
    const named = { ...specification, version: "2.1 Ü\n", sha256: "a1b2c3d4e5f6a7b8" };
    const kapso = createKapsoClient<Workflows>({
      apiKey: plantedKey,
      baseUrl,
      specification: named,
    });
    await kapso.GET("/names");
    expect(server.seen[0]?.headers["user-agent"]).toMatch(
      /^kapso-client\/(source|\d\S+) \(workflows; 2\.1 ; a1b2c3d4e5f6\)$/,
    );
  });

  it("takes a list, or no body, where the document promises one, and nowhere else", async () => {
    const server = await serve((request, response) =>
      request.method === "POST" ? response.writeHead(201).end() : json(response, 200, ["a"]),
    );
    const { baseUrl } = server;
    const kapso = createKapsoClient<Workflows>({ apiKey: plantedKey, baseUrl, specification });
    expect(await kapso.POST("/runs")).toMatchObject({ status: 201, data: undefined });
    await expect(kapso.GET("/things")).rejects.toThrow("array instead of an object");
    await expect(kapso.POST("/things")).rejects.toThrow("without a body");
  });

  const plain = (url: string, init: FetchInit) => fetch(url, init);
  it.each<[string, Fetch, boolean]>([
    ["as it is", plain, false],
    ["below middleware", plain, true],
    [
      "through a fetch that has no stream",
      async (url, init) => {
        const { status, headers, ...came } = await fetch(url, init).then((response) => ({
          status: response.status,
          headers: response.headers,
          arrayBuffer: () => response.arrayBuffer(),
        }));
        return { status, headers, ...came };
      },
      false,
    ],
  ])("returns text and bytes where the document promises them, %s", async (_, given, has) => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index);
    const { baseUrl, seen } = await serve(({ url }, response, nth) => {
      if (nth > 4) json(response, 404, { error: "gone" });
      else if (url?.endsWith("/table")) response.end(nth === 4 ? "" : "name,n\nÜ,1\n");
      else response.writeHead(200, { "content-type": "image/png" }).end(bytes);
    });
    const kapso = createKapsoClient<Workflows>({
      apiKey: plantedKey,
      baseUrl,
      specification,
      fetch: given,
    });
    if (has) kapso.use({ onResponse: ({ response }) => response });
    expect(await unwrap(kapso.GET("/table"))).toBe("name,n\nÜ,1\n");
    const logo = await unwrap(kapso.GET("/logo"));
    expect(Buffer.from(logo)).toEqual(Buffer.from(bytes));
    await kapso.GET("/table", {}, { headers: { accept: "text/tab-separated-values" } });
    expect(await unwrap(kapso.GET("/table"))).toBe("");
    expect(seen.map(({ headers }) => headers["accept"])).toEqual([
      "text/csv",
      "image/png, image/webp",
      "text/tab-separated-values",
      "text/csv",
    ]);
    expect(await kapso.GET("/logo")).toMatchObject({ status: 404, error: { error: "gone" } });
  });

  it("threat: a page to sign in passes for a text or an image", async () => {
    const { baseUrl } = await serve((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<title>Sign in</title>"),
    );
    const kapso = createKapsoClient<Workflows>({ apiKey: plantedKey, baseUrl, specification });
    await expect(kapso.GET("/table")).rejects.toThrow(
      "200 that is not text/csv (content type: text/html",
    );
    await expect(kapso.GET("/logo")).rejects.toThrow('a page called "Sign in"');
  });

  it("has operations by the document's names, and its own ids in hooks", async () => {
    const { baseUrl } = await serve((_, response) => json(response, 200, []));
    const options = { apiKey: plantedKey, baseUrl, specification, hooks };
    const kapso = createKapsoClient<Workflows>(options);
    const { listNames } = operations(kapso, { listNames: ["GET", "/names", "list_names"] });
    expect(await unwrap(listNames())).toEqual([]);
    expect(events[0]).toEqual({ hook: "onRequest", operation: "list_names" });
  });

  it("has no functions for inbox embeds, and keeps its document in withOptions", () => {
    const specified = { ...specification, baseUrl: "https://workflows.example.com" };
    const kapso = createKapsoClient<Workflows>({ apiKey: plantedKey, specification: specified });
    for (const one of [kapso, kapso.withOptions({ apiKey: "another-key" })]) {
      expect(one).not.toHaveProperty("createInboxEmbed");
      expect(one).not.toHaveProperty("inboxEmbeds");
    }
  });

  it("is refused where the document sends no key in a header", () => {
    const keyless = { ...specification, keyHeader: null };
    const options = { apiKey: plantedKey, baseUrl: "https://a.example", specification: keyless };
    expect(() => createKapsoClient<Workflows>(options)).toThrow(
      "The OpenAPI document workflows has no API key",
    );
  });
});
