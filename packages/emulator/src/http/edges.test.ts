import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { expect, it } from "vitest";
import type { Emulator } from "../options.ts";
import { emulatorForTest } from "../testing/emulator.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** Sends bytes as they are, and reads until the emulator closes the connection. */
function exchange(emulator: Emulator, ...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1");
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
    for (const part of parts) socket.write(part);
  });
}

interface Edge {
  /** The text in the README. */
  request: string;
  line: string;
  headers?: readonly string[];
  body?: string | Buffer;
  /** The status of the first response. */
  status: number;
  response?: RegExp;
}

const embeds = "/platform/v1/inbox_embeds";
const json = "Content-Type: application/json";
const project = '{"inbox_embed":{"scope_type":"project"}}';
const closing = /\r\nConnection: close\r\n/i;

const edges: readonly Edge[] = [
  {
    request: "`HEAD` on an operation with GET",
    line: `HEAD ${embeds}`,
    status: 200,
    response: /\r\nContent-Length: [1-9]\d+\r\n[\s\S]*\r\n\r\n$/i,
  },
  {
    request: "`OPTIONS` on a path of the spec",
    line: `OPTIONS ${embeds}`,
    status: 204,
    response: /\r\nAllow: GET, POST, HEAD, OPTIONS\r\n/i,
  },
  {
    request: "a percent-encoded fixed segment, `/inbox%5Fembeds`",
    line: "GET /platform/v1/inbox%5Fembeds",
    status: 200,
  },
  { request: "a slash at the end of a path", line: `GET ${embeds}/`, status: 200 },
  {
    request: "a path or query whose percent-encoding is not UTF-8",
    line: `GET ${embeds}/%ff`,
    status: 400,
    response: /"error":"The path is not percent-encoded UTF-8/,
  },
  {
    request: "a JSON body that is not UTF-8",
    line: `POST ${embeds}`,
    headers: [json],
    body: Buffer.from('{"inbox_embed":{"scope_type":"project","name":"\xff"}}', "latin1"),
    status: 400,
    response: /"error":"The body is not valid UTF-8/,
  },
  {
    request: "a JSON body with a byte order mark",
    line: `POST ${embeds}`,
    headers: [json],
    body: `\ufeff${project}`,
    status: 201,
  },
  {
    request: "`Content-Encoding` other than `identity`",
    line: `POST ${embeds}`,
    headers: [json, "Content-Encoding: gzip"],
    body: project,
    status: 415,
    response: /"error":"The Content-Encoding \\"gzip\\" is not supported/,
  },
  {
    request: "the body `null`",
    line: `POST ${embeds}`,
    headers: [json],
    body: "null",
    status: 422,
    response: /"error":"The body must be an object, got null/,
  },
  {
    request: "a body with GET, or with any operation that takes none",
    line: `GET ${embeds}`,
    headers: [json],
    body: "{",
    status: 200,
  },
  {
    request: "`Expect: 100-continue`",
    line: `POST ${embeds}`,
    headers: [json, "Expect: 100-continue"],
    body: project,
    status: 100,
    response: /\r\n\r\nHTTP\/1\.1 201 Created\r\n/,
  },
  {
    request: "an unknown method",
    line: `PROPFIND ${embeds}`,
    status: 501,
    response: /does not implement PROPFIND/,
  },
  { request: "a line that is not HTTP", line: "nonsense", status: 400, response: closing },
  {
    request: "`Content-Length` beside `Transfer-Encoding`",
    line: `POST ${embeds}`,
    headers: [json, "Transfer-Encoding: chunked", "Content-Length: 3"],
    status: 400,
    response: closing,
  },
  {
    request: "headers beyond 16 KiB",
    line: `GET ${embeds}`,
    headers: [`X-Long: ${"x".repeat(20_000)}`],
    status: 431,
    response: closing,
  },
];

it.each(edges)("responds with $status to $request", async (edge) => {
  const emulator = await emulatorForTest({ apiKey: "key" });
  const { line, headers = [], body = "", status, response = /^/ } = edge;
  const sent = [
    `${line} HTTP/1.1`,
    "Host: localhost",
    "Connection: close",
    "X-API-Key: key",
    ...headers,
    ...(body.length > 0 ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    "\r\n",
  ];
  const text = await exchange(emulator, sent.join("\r\n"), body);
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(text).toMatch(response);
});

it.each(edges)("is documented in the README: $request", ({ request, status }) => {
  const row = readme.split("\n").find((line) => line.startsWith(`| ${request} `));
  expect(row).toContain(String(status));
});

it("closes a connection without a Host, as HTTP/1.1 requires", async () => {
  const emulator = await emulatorForTest();
  expect(await exchange(emulator, `GET ${embeds} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
});

it("counts a HEAD as no use of a fault for GET, and gives it the same fault by operation", async () => {
  const emulator = await emulatorForTest();
  emulator.faults.add({ kind: "status", status: 500, method: "GET" });
  emulator.faults.add({ kind: "status", status: 503, operation_id: "listInboxEmbeds" });
  const headers = { "X-API-Key": emulator.apiKey };
  const head = await fetch(`${emulator.url}${embeds}`, { method: "HEAD", headers });
  expect(head.status).toBe(503);
});
