import { once } from "node:events";
import { createServer as createTcpServer } from "node:net";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { errorOf } from "../calls/unwrap.ts";
import { createKapsoClient } from "../client.ts";
import { isKapsoConnectionError } from "../errors/error-classes.ts";
import { isKapsoError } from "../errors/kapso-error.ts";
import type { CallOptions } from "../options.ts";
import {
  type Handler,
  json,
  plantedKey,
  plantedToken,
  startServer,
  untyped,
} from "../testing/server.ts";
import { useTransports } from "../testing/transports.ts";

/** What a call came to, and how many requests the server saw. */
interface Expected {
  outcome: string;
  requests: number;
  /** Where it is not the number of requests that arrived. */
  attempts?: number;
  mayHaveHappened?: boolean;
}
interface Fault {
  fault: string;
  serve: Handler;
  /** Where the call goes instead of to the server. */
  baseUrl?: (origin: string) => string | Promise<string>;
  options?: CallOptions;
  /** The server leaves the client waiting: the clock goes on once headers came, or right away. */
  stalls?: "before headers" | "in the body";
  GET: Expected;
  POST: Expected;
}

const secrets = {
  "x-leak": plantedKey,
  "set-cookie": `t=${plantedToken}`,
  "x-request-id": "req-1",
};
const leaky = { error: `no: ${plantedKey} ${plantedToken}`, token: plantedToken };
const bomb = gzipSync(Buffer.alloc(2 ** 26));

function respond(
  status: number,
  body = JSON.stringify(leaky),
  headers: Record<string, string> = {},
): Handler {
  return (_, response) => response.writeHead(status, { ...secrets, ...headers }).end(body);
}
/** Each handler once, the last one from then on. */
function sequence(...handlers: Handler[]): Handler {
  return (request, response, nth) =>
    handlers[Math.min(nth, handlers.length) - 1]?.(request, response, nth);
}
function busy(retryAfter: string): Handler {
  return respond(429, undefined, { "retry-after": retryAfter });
}
const ok: Handler = (_, response) => json(response, 200, { data: [] });

type Row = Pick<Fault, "GET" | "POST">;

function both(outcome: string, requests: number, attempts = requests): Row {
  return { GET: { outcome, requests, attempts }, POST: { outcome, requests, attempts } };
}
/** Retried where that is harmless, and for a POST left as it is: it may have happened. */
function ambiguous(outcome: string): Row {
  return {
    GET: { outcome, requests: 3 },
    POST: { outcome, requests: 1, mayHaveHappened: true },
  };
}
/** Not retried, though a POST may have happened. */
function unclear(outcome: string): Row {
  return {
    GET: { outcome, requests: 1 },
    POST: { outcome, requests: 1, mayHaveHappened: true },
  };
}

const faults: Fault[] = [
  {
    fault: "connection refused",
    serve: ok,
    baseUrl: async () => {
      const server = createTcpServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as { port: number };
      server.close();
      await once(server, "close");
      return `http://127.0.0.1:${port}`;
    },
    ...both("connection: refused", 0, 3),
  },
  {
    fault: "no such host",
    serve: ok,
    baseUrl: () => "https://kapso.invalid",
    ...both("connection: dns", 0, 3),
  },
  {
    fault: "no TLS where TLS is expected",
    serve: ok,
    baseUrl: (origin) => origin.replace("http:", "https:"),
    ...both("connection: tls", 0, 3),
  },
  {
    fault: "reset before the headers",
    serve: (_, response) => response.socket?.resetAndDestroy(),
    ...ambiguous("connection: reset"),
  },
  {
    fault: "closed before the headers",
    serve: (_, response) => response.socket?.end(),
    ...ambiguous("connection: reset"),
  },
  {
    fault: "reset after the headers",
    serve: (_, response) => {
      response.writeHead(200, secrets).write("{");
      setImmediate(() => response.socket?.resetAndDestroy());
    },
    ...ambiguous("connection: reset"),
  },
  {
    fault: "half a body, of a declared length",
    serve: (_, response) => {
      response.writeHead(200, { ...secrets, "content-length": "1000" }).write('{"data":');
      setImmediate(() => response.socket?.end());
    },
    ...ambiguous("connection: reset"),
  },
  {
    fault: "half a body, chunked",
    serve: (_, response) => {
      response.writeHead(200, secrets).write(`{"token":"${plantedToken}`);
      setImmediate(() => response.socket?.end());
    },
    ...ambiguous("connection: reset"),
  },
  {
    fault: "reset, then fine",
    serve: sequence((_, response) => response.socket?.resetAndDestroy(), ok),
    GET: { outcome: "200", requests: 2 },
    POST: { outcome: "connection: reset", requests: 1, mayHaveHappened: true },
  },
  {
    fault: "headers never come",
    serve: () => {},
    stalls: "before headers",
    ...ambiguous("connection: timeout"),
  },
  {
    fault: "headers never come, totalTimeout",
    serve: () => {},
    stalls: "before headers",
    options: { timeout: false, totalTimeout: 5_000 },
    ...unclear("connection: timeout"),
  },
  {
    fault: "body stalls",
    serve: (_, response) => response.writeHead(200, secrets).write("{"),
    stalls: "in the body",
    ...ambiguous("connection: timeout"),
  },
  {
    fault: "body drips and never ends",
    serve: (_, response) => {
      response.writeHead(200, secrets);
      const drip = setInterval(() => response.write(" "), 1);
      response.on("close", () => clearInterval(drip));
    },
    stalls: "in the body",
    ...ambiguous("connection: timeout"),
  },
  {
    fault: "503 whose body stalls",
    serve: (_, response) => response.writeHead(503, secrets).write("{"),
    stalls: "in the body",
    ...ambiguous("503"),
  },
  ...[408, 500, 502, 503, 504].map((status) => ({
    fault: `${status}, always`,
    serve: respond(status),
    ...ambiguous(String(status)),
  })),
  ...[400, 403, 404, 409, 422].map((status) => ({
    fault: `${status}`,
    serve: respond(status),
    ...both(String(status), 1),
  })),
  ...[501, 520].map((status) => ({
    fault: `${status}`,
    serve: respond(status),
    ...unclear(String(status)),
  })),
  {
    fault: "503, then fine",
    serve: sequence(respond(503), ok),
    GET: { outcome: "200", requests: 2 },
    POST: { outcome: "503", requests: 1, mayHaveHappened: true },
  },
  {
    fault: "408, 500, then fine",
    serve: sequence(respond(408), respond(500), ok),
    GET: { outcome: "200", requests: 3 },
    POST: { outcome: "408", requests: 1, mayHaveHappened: true },
  },
  {
    fault: "429, 503, then fine",
    serve: sequence(respond(429), respond(503), ok),
    GET: { outcome: "200", requests: 3 },
    POST: { outcome: "503", requests: 2, mayHaveHappened: true },
  },
  { fault: "429, always", serve: respond(429), ...both("429", 3) },
  { fault: "429, then fine", serve: sequence(respond(429), ok), ...both("200", 2) },
  { fault: "Retry-After: 1", serve: sequence(busy("1"), ok), ...both("200 after 1000 ms", 2) },
  {
    fault: "Retry-After: a date 5 s from now",
    serve: sequence(
      (_, response) => busy(new Date(Date.now() + 5_000).toUTCString())(_, response, 1),
      ok,
    ),
    ...both("200 after 5000 ms", 2),
  },
  {
    fault: "Retry-After: a date that has passed",
    serve: sequence(busy("Mon, 01 Jan 2024 00:00:00 GMT"), ok),
    ...both("200", 2),
  },
  { fault: "Retry-After: 60, more than is left", serve: busy("60"), ...both("429", 1) },
  { fault: "Retry-After: 10^20", serve: busy("100000000000000000000"), ...both("429", 1) },
  ...["-1", "1.5", "soon", "1, 2", "2030-01-01T00:00:00Z"].map((value) => ({
    fault: `Retry-After: ${value}`,
    serve: sequence(busy(value), ok),
    ...both("200", 2),
  })),
  {
    fault: "503 with Retry-After: 2",
    serve: sequence(respond(503, "", { "retry-after": "2" }), ok),
    GET: { outcome: "200 after 2000 ms", requests: 2 },
    POST: { outcome: "503", requests: 1, mayHaveHappened: true },
  },
  {
    fault: "502 of HTML",
    serve: respond(502, `<html><title>502 Bad Gateway</title>${plantedKey}</html>`),
    ...ambiguous("502"),
  },
  { fault: "500 of nothing", serve: respond(500, ""), ...ambiguous("500") },
  {
    fault: "200 of HTML",
    serve: respond(
      200,
      `<html><title>Sign in ${plantedToken} ${plantedKey}</title>${plantedToken}${plantedKey}`,
    ),
    ...unclear("unreadable"),
  },
  {
    fault: "200 of half the JSON",
    serve: respond(200, `{"data":{"token":"${plantedToken}"`),
    ...unclear("unreadable"),
  },
  { fault: "200 of nothing", serve: respond(200, ""), ...unclear("unreadable") },
  {
    fault: "204",
    serve: respond(204, ""),
    GET: { outcome: "unreadable", requests: 1 },
    POST: { outcome: "204", requests: 1 },
  },
  ...[301, 302, 303, 307, 308].flatMap((status) => [
    {
      fault: `${status} within the origin`,
      serve: respond(status, "", { location: `/embed/${plantedToken}` }),
      ...both("redirect", 1),
    },
    {
      fault: `${status} to another origin`,
      serve: respond(status, "", { location: `http://localhost:1/?key=${plantedKey}` }),
      ...both("redirect", 1),
    },
  ]),
  { fault: "304", serve: respond(304, ""), ...both("304", 1) },
  {
    fault: "64 MiB of zeros in 64 KiB of gzip",
    serve: (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    ...unclear("unreadable"),
  },
  {
    fault: "1 GB declared",
    serve: (_, response) => response.writeHead(200, { "content-length": "1000000000" }).write("{"),
    ...unclear("unreadable"),
  },
  {
    fault: "a body without end",
    serve: (_, response) => {
      const more = (): void => {
        while (response.write(" ".repeat(9_999)));
        response.once("drain", more);
      };
      more();
    },
    options: { maxBodyBytes: 100_000 },
    ...unclear("unreadable"),
  },
  {
    fault: "not HTTP at all",
    serve: (_, response) => response.socket?.end("SSH-2.0-OpenSSH_9\r\n\r\n"),
    ...ambiguous("connection: unknown"),
  },
];

const cases = useTransports().flatMap((transport) =>
  faults.map((fault) => ({ transport, fault, title: `${fault.fault}, over ${transport.name}` })),
);
const rows: string[] = [];
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "performance", "Date"],
    now: Date.parse("2026-06-01T12:00:00Z"),
  });
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
afterAll(() => {
  console.log(
    [
      `${"fault".padEnd(60)}${"method".padEnd(8)}${"outcome".padEnd(28)}attempts  requests`,
      ...rows,
    ].join("\n"),
  );
});

describe.each(cases)("$title", ({ fault, transport, title }) => {
  it.each(["GET", "POST"] as const)("%s", async (method) => {
    await using server = await startServer((request, response, nth) => {
      if (fault.stalls === "before headers") setImmediate(letTimePass);
      return fault.serve(request, response, nth);
    });
    let waited = 0;
    let attempts = 0;
    const note = (...things: unknown[]) => {
      printed.push(...things.map((thing) => inspect(thing, { depth: 9 })), JSON.stringify(things));
    };
    const kapso = createKapsoClient({
      apiKey: plantedKey,
      baseUrl: (await fault.baseUrl?.(server.origin)) ?? server.baseUrl,
      fetch: async (url, init) => {
        const response = await transport.fetch(url, init);
        if (fault.stalls === "in the body") setImmediate(letTimePass);
        return response;
      },
      logger: { debug: note, info: note, warn: note, error: note },
      logLevel: "debug",
      hooks: {
        onRequest: () => {
          attempts += 1;
        },
        onRetry: ({ wait, ...event }) => {
          note(event);
          waited += wait;
          setImmediate(() => vi.advanceTimersByTime(wait));
        },
        onResponse: note,
        onError: note,
      },
    });
    const { outcome, mayHaveHappened } = await outcomeOf(
      untyped(kapso)[method](
        "/things",
        {},
        {
          timeout: 10_000,
          ...fault.options,
        },
      ),
    );
    const shown = waited > 0 ? `${outcome} after ${waited} ms` : outcome;
    rows.push(
      `${title.padEnd(60)}${method.padEnd(8)}${shown.padEnd(28)}${String(attempts).padEnd(10)}${server.seen.length}${mayHaveHappened ? ", may have happened" : ""}`,
    );

    expect({ outcome: shown, requests: server.seen.length, attempts, mayHaveHappened }).toEqual({
      mayHaveHappened: false,
      attempts: fault[method].requests,
      ...fault[method],
    });
    for (const text of printed) {
      expect(text).not.toContain(plantedKey);
      expect(text).not.toContain(plantedToken);
    }
    expect(printed).not.toHaveLength(0);
  });
});

function letTimePass(): void {
  vi.advanceTimersByTime(10_000);
}

/** Names what a call came to, and prints it in every way there is. */
async function outcomeOf(call: Promise<{ ok: boolean; status: number; response: Response }>) {
  try {
    const result = await call;
    if (result.ok) return { outcome: String(result.status), mayHaveHappened: false };
    const error = errorOf(result);
    print(error);
    return { outcome: String(error.status), mayHaveHappened: error.mayHaveHappened };
  } catch (error) {
    if (!isKapsoError(error)) throw error;
    print(error);
    const outcome = isKapsoConnectionError(error) ? `connection: ${error.kind}` : error.family;
    return { outcome, mayHaveHappened: error.mayHaveHappened };
  }
}

function print(error: unknown): void {
  if (!isKapsoError(error)) throw error;
  printed.push(
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
    String(error),
  );
  printed.push(error.toSupportText(), String(error.stack), inspect({ ...error }));
}
