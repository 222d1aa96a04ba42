import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { type FetchOptions, fetchSource, redirectTarget, type Validators } from "./fetch-source.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function serve(handle: RequestListener): Promise<URL> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/spec.yaml`);
}

function get(url: URL, options: Partial<FetchOptions> = {}) {
  const wait = async () => {};
  return fetchSource(url, { known: {}, maxBytes: 1000, wait, ...options });
}

test("the bytes arrive as they were sent, with the server's validators", async () => {
  const bytes = Buffer.from("openapi: 3.1.0\r\n# ü\n");
  const url = await serve((_, response) => {
    response.setHeader("ETag", '"v2"').setHeader("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT");
    response.end(bytes);
  });
  const fetched = await get(url);
  expect(fetched?.bytes.equals(bytes)).toBe(true);
  expect(fetched?.validators).toEqual({
    etag: '"v2"',
    lastModified: "Mon, 02 Nov 2026 10:00:00 GMT",
  });
});

test.each<[known: Validators]>([
  [{ etag: '"v2"', lastModified: "then" }],
  [{ etag: '"v2"' }],
  [{ lastModified: "then" }],
])("a server that gets the known validators %j may respond with 304", async (known) => {
  const url = await serve(({ headers }, response) => {
    const { "if-none-match": etag, "if-modified-since": lastModified } = headers;
    const all = etag === known.etag && lastModified === known.lastModified;
    response.writeHead(all ? 304 : 404).end();
  });
  expect(await get(url, { known })).toBeUndefined();
});

describe("a server in trouble", () => {
  test("is retried with growing waits until it responds", async () => {
    const statuses = [503, 429, 200];
    const url = await serve((_, response) => {
      response.statusCode = statuses.shift() ?? 500;
      response.end("ok");
    });
    const waits: number[] = [];
    const wait = async (ms: number) => void waits.push(ms);
    expect((await get(url, { wait }))?.bytes.toString()).toBe("ok");
    expect(waits).toEqual([500, 1000]);
  });

  test("is not retried after a few attempts", async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests++;
      response.writeHead(500).end();
    });
    await expect(get(url)).rejects.toThrow(
      "could not be read after 4 attempt(s): it responded with status 500.",
    );
    expect(requests).toBe(4);
  });

  test("that responds with 404 is not retried", async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests++;
      response.writeHead(404).end();
    });
    await expect(get(url)).rejects.toThrow("responded with status 404 instead of a whole document");
    expect(requests).toBe(1);
  });

  test("that does not exist is an error with the reason", async () => {
    const url = await serve(() => {});
    servers.at(-1)?.close();
    await expect(get(url)).rejects.toThrow(/after 4 attempt\(s\): .*ECONNREFUSED/);
  });

  test("that stalls in the middle of the body runs into the time limit", async () => {
    const url = await serve((_, response) => void response.write("openapi:"));
    await expect(get(url, { timeout: 100, attempts: 1 })).rejects.toThrow(/timeout/i);
  });
});

test("a document of exactly the most bytes is accepted", async () => {
  const url = await serve((_, response) => void response.end("x".repeat(1000)));
  expect((await get(url))?.bytes.length).toBe(1000);
});

describe("a document that is too large", () => {
  test("is refused by its declared length, before it is read", async () => {
    const url = await serve((_, response) => {
      response.setHeader("Content-Length", 5_000_000).flushHeaders();
    });
    await expect(get(url)).rejects.toThrow("has 4.8 MB or more; at most 0.0 MB are accepted");
  });

  test("is refused while it streams, when nothing was declared", async () => {
    const url = await serve((_, response) => {
      const more = () => {
        if (response.destroyed) return;
        response.write("x".repeat(500));
        setImmediate(more);
      };
      more();
    });
    await expect(get(url)).rejects.toThrow("or more; at most");
  });
});

describe("redirects", () => {
  test.each([301, 302, 303, 307, 308])("with %i are followed within the host", async (status) => {
    const url = await serve((request, response) => {
      if (request.url === "/new.yaml") response.end("moved");
      else response.writeHead(status, { Location: "/new.yaml" }).end();
    });
    expect((await get(url))?.bytes.toString()).toBe("moved");
  });

  test("to another host are refused by name, and that host gets no request", async () => {
    let requested = false;
    const other = await serve((_, response) => {
      requested = true;
      response.end("openapi: 3.1.0");
    });
    const url = await serve((_, response) => {
      response.writeHead(301, { Location: other.href }).end();
    });
    await expect(get(url)).rejects.toThrow(`redirects to another host (${other.host})`);
    expect(requested).toBe(false);
  });

  test("from https to plain http are refused, also within the host", () => {
    const from = new URL("https://docs.example.com/spec.yaml");
    const to = (location: string) => redirectTarget(from, location, 0).href;
    expect(() => to("http://docs.example.com/spec.yaml")).toThrow("must begin with https");
    expect(() => to("http://docs.example.com:443/spec.yaml")).toThrow(/host|https/);
    expect(to("/new.yaml")).toBe("https://docs.example.com/new.yaml");
  });

  test("in a circle end after five", async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      response.writeHead(307, { Location: "/spec.yaml" }).end();
    });
    await expect(get(url)).rejects.toThrow("redirects more than 5 times");
    expect(requests).toBe(6);
  });

  test("to nowhere are refused", async () => {
    const url = await serve((_, response) => void response.writeHead(302).end());
    await expect(get(url)).rejects.toThrow("redirects without a Location");
  });
});

test("plain http is accepted from loopback only", async () => {
  await expect(get(new URL("http://docs.example.com/spec.yaml"))).rejects.toThrow(
    "must begin with https",
  );
});

describe("a response that may be incomplete is no document", () => {
  const body = "openapi: 3.1.0\ninfo:\n  title: Pets\n";
  const gzipped = gzipSync(body);
  const head = (...lines: string[]) => `${["HTTP/1.1 200 OK", ...lines].join("\r\n")}\r\n\r\n`;

  /** Sends exactly these pieces, each in a separate packet, and closes the connection. */
  async function sendRaw(...pieces: (string | Buffer)[]): Promise<URL> {
    const server = createTcpServer((socket) => {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.once("data", () => {
        const next = () => {
          const piece = pieces[at++];
          if (piece === undefined) socket.end();
          else socket.write(piece, () => setImmediate(next));
        };
        let at = 0;
        next();
      });
    });
    rawServers.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/spec.yaml`);
  }
  const rawServers: ReturnType<typeof createTcpServer>[] = [];
  afterEach(() => {
    for (const server of rawServers.splice(0)) server.close();
  });

  const length = `Content-Length: ${body.length}`;
  test.each<[name: string, pieces: (string | Buffer)[], reason: RegExp]>([
    ["206", [head(length).replace("200 OK", "206 Partial Content"), body], /status 206/],
    ["204", ["HTTP/1.1 204 No Content\r\n\r\n"], /status 204/],
    ["304 without a condition", ["HTTP/1.1 304 Not Modified\r\n\r\n"], /status 304/],
    ["neither a length nor chunks", [head(), body], /must respond with Content-Length/],
    ["too large a length", [head("Content-Length: 99"), body], /abort|closed|ECONNRESET/],
    [
      "too small a length",
      [head("Content-Length: 20") + body],
      /Parse Error|more bytes than its Content/,
    ],
    [
      "too small a length, after an interim response",
      [`HTTP/1.1 103 Early Hints\r\n\r\n${head("Content-Length: 20", "Connection: close")}${body}`],
      /Parse Error|more bytes than its Content/,
    ],
    [
      "chunks without their end",
      [head("Transfer-Encoding: chunked"), `${body.length.toString(16)}\r\n${body}\r\n`],
      /abort|closed|ECONNRESET/,
    ],
    [
      "gzip that was cut",
      [
        head("Content-Encoding: gzip", `Content-Length: ${gzipped.length - 9}`),
        gzipped.subarray(0, -9),
      ],
      /gzip body is damaged or cut/,
    ],
    [
      "gzip that is none",
      [head("Content-Encoding: gzip", length), body],
      /gzip body is damaged or cut/,
    ],
    [
      "an unknown encoding",
      [head("Content-Encoding: zstd", length), body],
      /Content-Encoding "zstd"/,
    ],
    [
      "two encodings",
      [head("Content-Encoding: gzip, gzip", length), body],
      /Content-Encoding "gzip, gzip"/,
    ],
    [
      "gzip of more than is accepted",
      [
        head("Content-Encoding: gzip", `Content-Length: ${gzipSync("x".repeat(2000)).length}`),
        gzipSync("x".repeat(2000)),
      ],
      /at most/,
    ],
  ])("%s", async (_, pieces, reason) => {
    await expect(get(await sendRaw(...pieces), { attempts: 1 })).rejects.toThrow(reason);
  });

  test.each([
    ["plain", undefined, Buffer.from(body)],
    ["gzip", "gzip", gzipped],
    ["br", "br", brotliCompressSync(body)],
  ])("%s is read, with a length and in chunks", async (_, encoding, bytes) => {
    const encoded = encoding === undefined ? [] : [`Content-Encoding: ${encoding}`];
    const known = await sendRaw(head(...encoded, `Content-Length: ${bytes.length}`), bytes);
    expect((await get(known, { attempts: 1 }))?.bytes.toString()).toBe(body);
    const chunk = [`${bytes.length.toString(16)}\r\n`, bytes, "\r\n0\r\n\r\n"];
    const chunked = await sendRaw(head(...encoded, "Transfer-Encoding: chunked"), ...chunk);
    expect((await get(chunked, { attempts: 1 }))?.bytes.toString()).toBe(body);
  });
});
