import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { failure, type Handler, json, plantedKey } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";
import type { KapsoHooks } from "./hooks.ts";
import { messageFirst } from "./logger.ts";

const { kapsoResponding } = useServers({ backoff: false });
const thenFine: Handler = (_, response, nth) =>
  json(response, nth === 1 ? 429 : 200, {}, { "x-request-id": `r${nth}`, "set-cookie": "s=1" });
const init = { params: { path: { id: "a b" }, query: { search: "Jane" } } };

describe("hooks", () => {
  it("are called for each request, response and retry, with durations", async () => {
    const events: [string, { call?: object }][] = [];
    const note = (name: string) => (event: object) => events.push([name, { ...event }]);
    const { server, verbs } = await kapsoResponding(thenFine, {
      hooks: {
        onRequest: note("request"),
        onResponse: note("response"),
        onRetry: note("retry"),
        onError: note("error"),
      },
      description: { paths: { "/things/{id}": { get: { operationId: "getThing" } } } },
    });
    await verbs.GET("/things/{id}", init);
    const call = events[0]?.[1].call;
    const same = { call, method: "GET", path: "/things/{id}", operation: "getThing" };
    const url = `${server.baseUrl}/things/a%20b`;
    const duration = expect.any(Number);
    expect(events).toEqual([
      ["request", { ...same, attempt: 1, url, headers: expect.any(Headers) }],
      [
        "response",
        {
          ...same,
          attempt: 1,
          status: 429,
          duration,
          headers: expect.objectContaining({ "x-request-id": "r1" }),
        },
      ],
      ["retry", { ...same, attempt: 1, reason: 429, duration, wait: 0 }],
      ["request", { ...same, attempt: 2, url, headers: expect.any(Headers) }],
      [
        "response",
        {
          ...same,
          attempt: 2,
          status: 200,
          duration,
          headers: expect.objectContaining({ "x-request-id": "r2" }),
        },
      ],
    ]);
    expect(events.every(([, event]) => event.call === call)).toBe(true);
    expect(inspect(events, { depth: 9 })).not.toMatch(/Jane|set-cookie/);
  });

  it("are called for a call that throws, also when nothing was sent", async () => {
    const onError = vi.fn();
    const { verbs } = await kapsoResponding((_, response) => response.socket?.destroy(), {
      hooks: { onError },
    });
    const error = await failure(verbs.POST("/things"));
    expect(onError).toHaveBeenLastCalledWith(
      expect.objectContaining({ error, attempts: 1, duration: expect.any(Number) }),
    );
    await failure(verbs.GET("/things/{id}"));
    expect(onError).toHaveBeenLastCalledWith(expect.objectContaining({ attempts: 0 }));
  });

  it("may add headers, and never see the key", async () => {
    const seen: string[] = [];
    const { server, verbs } = await kapsoResponding(thenFine, {
      hooks: {
        onRequest: ({ headers, attempt }) => {
          seen.push(JSON.stringify([...headers]));
          headers.set("traceparent", `00-${attempt}`);
        },
      },
    });
    await verbs.GET("/things");
    expect(server.seen.map(({ headers }) => headers["traceparent"])).toEqual(["00-1", "00-2"]);
    expect(server.seen[1]?.headers["x-api-key"]).toBe(plantedKey);
    expect(seen.join()).not.toContain(plantedKey);
  });

  it("cannot break a call by throwing or rejecting", async () => {
    const warn = vi.fn();
    const failing: KapsoHooks = {
      onRequest: () => {
        throw new Error(plantedKey);
      },
      onResponse: async () => {
        throw new RangeError(plantedKey);
      },
    };
    const onResponse = vi.fn();
    const { verbs } = await kapsoResponding((_, response) => json(response, 200, {}), {
      hooks: [failing, { onResponse }],
      logger: { debug() {}, info() {}, warn, error() {} },
    });
    expect(await verbs.GET("/things")).toMatchObject({ ok: true });
    expect(onResponse).toHaveBeenCalledTimes(1);
    // Only then has the rejection of the second hook been handled.
    await new Promise((resolve) => setImmediate(resolve));
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.calls.map(([, message]) => message)).toEqual([
      "Kapso: the hook onRequest failed (Error)",
      "Kapso: the hook onResponse failed (RangeError)",
    ]);
    expect(inspect(warn.mock.calls)).not.toContain(plantedKey);
  });
});

it("messageFirst fits winston, which has info, and Nest, which has log", async () => {
  const calls: unknown[][] = [];
  const method =
    (level: string) =>
    (message: string, meta: object): unknown =>
      calls.push([level, message, meta]);
  const shared = { debug: method("debug"), warn: method("warn"), error: method("error") };
  for (const logger of [
    { ...shared, info: method("info") },
    { ...shared, log: method("info") },
  ]) {
    calls.length = 0;
    const { verbs } = await kapsoResponding((_, response) => json(response, 404, {}), {
      logger: messageFirst(logger),
    });
    await verbs.GET("/things");
    expect(calls).toEqual([
      ["info", expect.stringContaining("returned 404"), expect.objectContaining({ status: 404 })],
    ]);
  }
});

describe("a logger", () => {
  const levels = ["debug", "info", "warn", "error"] as const;
  function collecting() {
    const lines: string[] = [];
    const [debug, info, warn, error] = levels.map((level) => (_: object, message: string) => {
      lines.push(
        `${level} ${message.replace(/\d+ ms/, "n ms").replace(/127\.0\.0\.1:\d+/, "HOST")}`,
      );
    }) as [() => void, () => void, () => void, () => void];
    return { lines, logger: { debug, info, warn, error } };
  }
  const faulty: Handler = (_, response, nth) =>
    nth === 1
      ? json(response, 503, {})
      : nth === 2
        ? json(response, 404, {})
        : response.socket?.destroy();

  it.each([
    ["debug", 7],
    ["info", 4],
    ["warn", 3],
    ["error", 1],
    ["silent", 0],
  ] as const)("gets the events from %s on", async (logLevel, count) => {
    const { lines, logger } = collecting();
    const { verbs } = await kapsoResponding(faulty, { logger, logLevel });
    await verbs.GET("/things");
    await failure(verbs.POST("/things"));
    const all = [
      "debug Kapso: GET /things",
      "warn Kapso: GET /things returned 503 after n ms",
      "warn Kapso: GET /things will be retried after n ms (503)",
      "debug Kapso: GET /things",
      "info Kapso: GET /things returned 404 after n ms",
      "debug Kapso: POST /things",
      "error Kapso: POST /things: the connection broke off (HOST). It may have happened: look before you retry it.",
    ];
    const from = (levels as readonly string[]).indexOf(logLevel);
    const expected =
      from < 0
        ? []
        : all.filter((line) => levels.findIndex((level) => line.startsWith(level)) >= from);
    expect(lines).toEqual(expected);
    expect(lines).toHaveLength(count);
  });

  it("gets the events from info on by default, and may be the console", async () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    const debug = vi.spyOn(console, "debug").mockImplementation(() => {});
    const { verbs } = await kapsoResponding((_, response) => json(response, 404, {}), {
      logger: console,
    });
    await verbs.GET("/things");
    expect([info.mock.calls.length, debug.mock.calls.length]).toEqual([1, 0]);
    vi.restoreAllMocks();
  });
});

it("threat: a rejection in onResponse of a call ends the process", async () => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  const rejecting = (): PromiseLike<void> => ({
    // biome-ignore lint/suspicious/noThenProperty: a promise of another realm, or of a library
    then: (_, onRejected) => Promise.reject(new Error("lost")).then(undefined, onRejected) as never,
  });
  const { verbs } = await kapsoResponding((_, response) => json(response, 200, {}), {
    hooks: { onResponse: rejecting },
  });
  // No mock function: it would handle the rejection, to note it.
  const onResponse = async () => {
    throw new Error("a bug of the caller");
  };
  expect(await verbs.GET("/things", {}, { onResponse })).toMatchObject({ ok: true });
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

it.each([
  ["details first", (rejecting: () => Promise<void>) => levelsOf(rejecting)],
  ["message first", (rejecting: () => Promise<void>) => messageFirst(levelsOf(rejecting))],
])("threat: a logger whose promise rejects ends the process, %s", async (_, make) => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  let written = 0;
  const { verbs } = await kapsoResponding(thenFine, {
    logger: make(async () => {
      written += 1;
      throw new Error("the log's disk is full");
    }),
    logLevel: "debug",
    hooks: {
      onRequest() {
        throw new Error("a failure that the logger gets");
      },
    },
  });
  expect(await verbs.GET("/things")).toMatchObject({ ok: true });
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(written).toBeGreaterThan(5);
  expect(unhandled).not.toHaveBeenCalled();
});

function levelsOf(method: () => Promise<void>) {
  return { debug: method, info: method, warn: method, error: method };
}
