import { getEventListeners, once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { inspect } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { Agent, MockAgent, ProxyAgent } from "undici";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createKapsoClient } from "../client.ts";
import type { FetchInit, FetchResponse } from "../options.ts";
import { failure, json, plantedKey, plantedToken, untyped } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";
import { type UndiciFetchOptions, undiciFetch } from "./undici-fetch.ts";

const { serve, kapsoResponding } = useServers();
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

function make(options?: UndiciFetchOptions) {
  const fetch = undiciFetch(options);
  opened.push(fetch);
  return fetch;
}

function gate() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function init(signal: AbortSignal = new AbortController().signal): FetchInit {
  return { method: "GET", headers: {}, redirect: "manual", signal };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

function readerOf({ body }: FetchResponse): Reader {
  return (body as { getReader(): Reader }).getReader();
}

async function readAll(response: FetchResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  const reader = readerOf(response);
  for (let next = await reader.read(); next.value; next = await reader.read()) {
    chunks.push(next.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

describe("a connection", () => {
  it("that breaks while it is kept alive ends a POST, which is sent once", async () => {
    const { server, verbs } = await kapsoResponding(
      (_, response, nth) =>
        nth === 1 ? json(response, 200, {}) : response.socket?.resetAndDestroy(),
      { fetch: make({ connections: 1 }) },
    );
    await verbs.POST("/things", { body: {} });
    const error = await failure(verbs.POST("/things", { body: {} }));
    expect(error).toMatchObject({ kind: "reset", mayHaveHappened: true });
    expect(server.seen).toHaveLength(2);
  });

  it("is used again", async () => {
    const ports = new Set<number | undefined>();
    const { verbs } = await kapsoResponding(
      (_, response) => {
        ports.add(response.socket?.remotePort);
        json(response, 200, {});
      },
      { fetch: make() },
    );
    for (let count = 0; count < 9; count += 1) await verbs.GET("/things");
    // The next call may begin while undici still takes the last one apart.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it("goes through a proxy that is given as dispatcher", async () => {
    const targets: (string | undefined)[] = [];
    const proxy = createServer().on("connect", ({ url }, socket) => {
      targets.push(url);
      const [host, port] = url?.split(":") ?? [];
      const onward = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 Connected\r\n\r\n");
        onward.pipe(socket).pipe(onward);
      });
    });
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    const { port } = proxy.address() as AddressInfo;
    const dispatcher = new ProxyAgent({ uri: `http://127.0.0.1:${port}`, proxyTunnel: true });
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}), {
      fetch: make({ dispatcher }),
    });
    expect(await verbs.GET("/things")).toMatchObject({ ok: true });
    expect(targets).toEqual([new URL(server.origin).host]);
    await dispatcher.destroy();
    proxy.close();
  });
});

describe("the signal", () => {
  it("ends a request that waits for a connection, which is then never sent", async () => {
    let first: ServerResponse | undefined;
    const arrived = gate();
    const server = await serve((_, response, nth) => {
      if (nth > 1) return json(response, 200, {});
      first = response;
      arrived.resolve();
    });
    const fetch = make({ connections: 1 });
    const one = fetch(`${server.origin}/1`, init());
    await arrived.promise;
    const controller = new AbortController();
    const two = fetch(`${server.origin}/2`, init(controller.signal));
    controller.abort(new Error("enough"));
    await expect(two).rejects.toThrow("enough");
    first?.end("{}");
    await readAll(await one);
    await readAll(await fetch(`${server.origin}/3`, init()));
    expect(server.seen.map(({ url }) => url)).toEqual(["/1", "/3"]);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  it("that has fired before keeps a request from being sent", async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const signal = AbortSignal.abort(new Error("before"));
    await expect(make()(server.origin, init(signal))).rejects.toThrow("before");
    expect(server.seen).toHaveLength(0);
  });

  it("ends a body that is being read", async () => {
    const server = await serve((_, response) => response.writeHead(200).write("{"));
    const controller = new AbortController();
    const response = await make()(server.origin, init(controller.signal));
    const reader = readerOf(response);
    await reader.read();
    const rest = reader.read();
    controller.abort(new Error("enough"));
    await expect(rest).rejects.toThrow("enough");
  });
});

describe("a body", () => {
  it("that is not read makes the server wait", async () => {
    const full = gate();
    let sent = 0;
    const server = await serve((_, response) => {
      const write = (): void => {
        // Far more than what the kernel's buffers hold.
        while (sent < 2 ** 28 && response.write(Buffer.alloc(65_536))) sent += 65_536;
        full.resolve();
      };
      write();
      response.on("drain", write);
    });
    const response = await make()(server.origin, init());
    await full.promise;
    const reader = readerOf(response);
    for (let read = 0; read < 2 ** 24; ) read += (await reader.read()).value?.byteLength ?? 0;
    await reader.cancel();
    expect(sent).toBeLessThan(2 ** 26);
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const)("is decompressed: %s", async (encoding, compress) => {
    const text = JSON.stringify({ data: "ü".repeat(100_000) });
    const { server, verbs } = await kapsoResponding(
      (_, response) =>
        response.writeHead(200, { "content-encoding": encoding }).end(compress(text)),
      { fetch: make() },
    );
    expect((await verbs.GET("/things")).data).toEqual(JSON.parse(text));
    expect(server.seen[0]?.headers["accept-encoding"]).toBe("br, gzip");
  });

  it("comes uncompressed where the caller says so", async () => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}), {
      fetch: make(),
      headers: { "Accept-Encoding": "identity" },
    });
    await verbs.GET("/things");
    expect(server.seen[0]?.headers["accept-encoding"]).toBe("identity");
  });

  it.each(["not gzip at all", gzipSync("{}".repeat(99)).subarray(0, 20)])(
    "that cannot be decompressed is an error: %j",
    async (bytes) => {
      const { verbs } = await kapsoResponding(
        (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bytes),
        { fetch: make(), maxRetries: 0 },
      );
      expect(await failure(verbs.POST("/things"))).toMatchObject({ mayHaveHappened: true });
    },
  );

  it("of a request may be a form, as one has fields and files", async () => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}), {
      fetch: make(),
    });
    const body = new FormData();
    body.append("file", new Blob(["content"]), "a.txt");
    await verbs.POST("/things", { body });
    expect(server.seen[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.seen[0]?.body).toContain('filename="a.txt"');
  });
});

describe("a response", () => {
  it("is the last one, after those of 1xx", async () => {
    const { verbs } = await kapsoResponding(
      (_, response) => {
        response.writeProcessing();
        response.writeEarlyHints({ link: "</a.css>; rel=preload" });
        json(response, 201, { data: {} });
      },
      { fetch: make() },
    );
    expect(await verbs.POST("/things")).toMatchObject({ status: 201, data: { data: {} } });
  });

  it("has its headers in every way, and shows no secret when it is printed", async () => {
    const cookies = ["a=1", `t=${plantedToken}`];
    const { verbs } = await kapsoResponding(
      (_, response) => {
        response.setHeader("set-cookie", cookies);
        json(response, 200, { data: { token: plantedToken } });
      },
      { fetch: make() },
    );
    const { response } = await verbs.GET("/things", { params: { query: { name: "x" } } });
    const { headers } = response;
    expect([headers.get("Content-Type"), headers.get("x"), headers.has("SET-COOKIE")]).toEqual([
      "application/json",
      null,
      true,
    ]);
    expect(headers.getSetCookie()).toEqual(cookies);
    expect(new Map([...headers]).get("content-type")).toBe("application/json");
    expect([...headers.keys()]).toContain("date");
    expect([...headers.values()]).toContain("application/json");
    expect(await response.json()).toEqual({ data: { token: plantedToken } });
    const printed = inspect(response, { depth: 9, showHidden: true });
    expect(printed).not.toContain(plantedKey);
    expect(printed).not.toContain(plantedToken);
  });

  it("passes middleware, hooks and their headers", async () => {
    const { server, kapso, verbs } = await kapsoResponding(
      (_, response) => json(response, 200, { data: [] }),
      { fetch: make(), hooks: { onRequest: ({ headers }) => headers.set("traceparent", "00-1") } },
    );
    const onResponse = vi.fn(({ response }: { response: Response }) => {
      expect(response.clone()).toBeInstanceOf(Response);
    });
    kapso.use({ onResponse });
    await verbs.POST("/things", { body: { a: 1 } });
    expect(onResponse).toHaveBeenCalledTimes(1);
    expect(server.seen[0]).toMatchObject({
      body: '{"a":1}',
      headers: { traceparent: "00-1", "x-api-key": plantedKey },
    });
  });
});

it("can be mocked by undici's MockAgent", async () => {
  const dispatcher = new MockAgent();
  dispatcher.disableNetConnect();
  dispatcher
    .get("https://api.kapso.ai")
    .intercept({ path: "/platform/v1/inbox_embeds" })
    .reply(200, { data: [] }, { headers: { "content-type": "application/json" } });
  const kapso = createKapsoClient({ apiKey: plantedKey, fetch: make({ dispatcher }) });
  expect(await kapso.GET("/inbox_embeds")).toMatchObject({ data: { data: [] } });
  expect(await failure(kapso.GET("/inbox_embeds"))).toMatchObject({ family: "configuration" });
  await dispatcher.close();
});

describe("close", () => {
  it("waits for what is under way; later calls fail, and say why", async () => {
    let respond = (): void => {};
    const arrived = gate();
    const server = await serve((_, response) => {
      respond = () => json(response, 200, {});
      arrived.resolve();
    });
    const fetch = make();
    const options = { apiKey: plantedKey, baseUrl: server.baseUrl, fetch };
    const verbs = untyped(createKapsoClient(options));
    const call = verbs.POST("/things");
    await arrived.promise;
    const closed = fetch.close();
    respond();
    expect(await call).toMatchObject({ ok: true });
    await closed;
    const error = await failure(verbs.POST("/things"));
    expect(error).toMatchObject({ family: "configuration", attempts: [{}] });
    expect(error.message).toContain("closed");
  });

  it("leaves a given dispatcher to its owner", async () => {
    const dispatcher = new Agent();
    await undiciFetch({ dispatcher }).close();
    expect(dispatcher.closed).toBe(false);
    await dispatcher.close();
  });
});
