import { getEventListeners, once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { errorOf } from "../calls/unwrap.ts";
import { createKapsoClient } from "../client.ts";
import type { KapsoAbortedError, KapsoConnectionError } from "../errors/error-classes.ts";
import { failure, type Handler, json, plantedKey, untyped } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";

const { serve, kapsoResponding } = useServers();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the caller's signal", () => {
  it("ends an attempt at once", async () => {
    const controller = new AbortController();
    const { server, verbs } = await kapsoResponding(() => controller.abort(new Error("enough")));
    const error = await failure<KapsoAbortedError>(
      verbs.POST("/things", {}, { signal: controller.signal }),
    );
    expect(error).toMatchObject({
      name: "KapsoAbortedError",
      mayHaveHappened: true,
      attempts: [{ outcome: "aborted" }],
    });
    expect(error.reason).toEqual(new Error("enough"));
    expect(server.seen).toHaveLength(1);
  });

  it("ends a wait at once, and says that a POST after a 429 has not happened", async () => {
    const controller = new AbortController();
    const onRequest = vi.fn();
    const { verbs } = await kapsoResponding(
      (_, response) => json(response, 429, {}, { "retry-after": "30" }),
      {
        hooks: { onRequest, onRetry: () => setImmediate(() => controller.abort()) },
      },
    );
    const error = await failure(verbs.POST("/things", {}, { signal: controller.signal }));
    expect(error).toMatchObject({ name: "KapsoAbortedError", mayHaveHappened: false, status: 429 });
    expect(onRequest).toHaveBeenCalledTimes(1);
  });

  it("keeps a call from being sent when it has fired before", async () => {
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
    const apiKey = vi.fn(() => plantedKey);
    const onRequest = vi.fn();
    const { POST } = untyped(
      createKapsoClient({ apiKey, baseUrl: server.baseUrl, hooks: { onRequest } }),
    );
    await failure(POST("/things", {}, { signal: AbortSignal.abort() }));
    expect([apiKey.mock.calls, onRequest.mock.calls]).toEqual([[], []]);
    const error = await failure(verbs.POST("/things", {}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({
      name: "KapsoAbortedError",
      mayHaveHappened: false,
      attempts: [],
    });
    expect(server.seen).toHaveLength(0);
  });

  it("can stand on the client and on the call, and is left without listeners", async () => {
    const [client, call] = [new AbortController(), new AbortController()];
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 503, {}), {
      signal: client.signal,
      hooks: { onRetry: ({ wait }) => setImmediate(() => vi.advanceTimersByTime(wait)) },
    });
    await verbs.GET("/things", {}, { signal: call.signal });
    expect(server.seen).toHaveLength(3);
    expect(getEventListeners(client.signal, "abort")).toHaveLength(0);
    expect(getEventListeners(call.signal, "abort")).toHaveLength(0);
    client.abort();
    expect((await failure(verbs.GET("/things"))).name).toBe("KapsoAbortedError");
  });
});

describe("time-outs", () => {
  it("cover a fetch that ignores its signal", async () => {
    const { verbs } = await kapsoResponding(() => {}, {
      fetch: () => {
        setImmediate(() => vi.advanceTimersByTime(30_000));
        return new Promise(() => {});
      },
      maxRetries: false,
    });
    const error = await failure<KapsoConnectionError>(verbs.GET("/things"));
    expect(error).toMatchObject({ kind: "timeout", attempts: [{ outcome: "timeout" }] });
    expect(error.message).toContain(
      "no whole response came in time (timeout: 30000 ms; 127.0.0.1:",
    );
  });

  it("cancel the body of a fetch that ignores its signal", async () => {
    const cancel = vi.fn();
    const body = new ReadableStream({
      pull: () => {
        setImmediate(() => vi.advanceTimersByTime(30_000));
        return new Promise<void>(() => {});
      },
      cancel,
    });
    const fetch = async () => new Response(body);
    const verbs = untyped(createKapsoClient({ apiKey: plantedKey, fetch, maxRetries: false }));
    expect(await failure(verbs.GET("/things"))).toMatchObject({ kind: "timeout", status: 200 });
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  it("cancel the body of a response that comes too late", async () => {
    const controller = new AbortController();
    let respond = (_: Response): void => {};
    const fetch = () => {
      setImmediate(() => vi.advanceTimersByTime(30_000));
      return new Promise<Response>((resolve) => {
        respond = resolve;
      });
    };
    const verbs = untyped(createKapsoClient({ apiKey: plantedKey, fetch, maxRetries: false }));
    await failure(verbs.GET("/things"));
    const cancelled = once(controller.signal, "abort");
    respond(new Response(new ReadableStream({ cancel: () => controller.abort() })));
    await cancelled;
  });

  it.each([
    [{ timeout: 200 }, "200 ms (timeout)", 200],
    [{ timeout: false, totalTimeout: 300 }, "300 ms (totalTimeout)", 300],
    [{ timeout: false, totalTimeout: false }, "10000 ms", 10_000],
  ] as const)("cover a key that never comes: %j", async (options, limit, time) => {
    const apiKey = vi
      .fn(() => plantedKey)
      .mockImplementationOnce(() => {
        // No further, so that the other limits do not end it.
        setImmediate(() => vi.advanceTimersByTime(time));
        return new Promise(() => {}) as never;
      });
    const { server, verbs } = await kapsoResponding((_, response) => json(response, 200, {}), {
      apiKey,
      ...options,
    });
    const error = await failure(verbs.POST("/things"));
    expect(error).toMatchObject({ family: "configuration", mayHaveHappened: false });
    expect(error.message).toContain(`The apiKey function did not return within ${limit}`);
    expect(server.seen).toHaveLength(0);
    expect(await verbs.POST("/things")).toMatchObject({ status: 200 });
    expect(apiKey).toHaveBeenCalledTimes(2);
  });

  it("send nothing with a key that comes too late", async () => {
    const fetch = vi.fn();
    let resolve = (_: string): void => {};
    const apiKey = () => {
      setImmediate(() => vi.advanceTimersByTime(30_000));
      return new Promise<string>((resolved) => {
        resolve = resolved;
      });
    };
    const verbs = untyped(createKapsoClient({ apiKey, fetch }));
    await failure(verbs.GET("/things"));
    resolve(plantedKey);
    await new Promise((done) => setImmediate(done));
    expect(fetch).not.toHaveBeenCalled();
  });

  // Not with the platform's fetch, which has other timers.
  it("are off with false, and leave no timer behind where they are on", async () => {
    const timers: number[] = [];
    const fetch = async () => {
      timers.push(vi.getTimerCount());
      return new Response("{}");
    };
    const verbs = untyped(createKapsoClient({ apiKey: plantedKey, fetch }));
    await verbs.GET("/things", {}, { timeout: false, totalTimeout: false });
    await verbs.GET("/things");
    expect([...timers, vi.getTimerCount()]).toEqual([0, 1, 0]);
  });

  it.each([-1, Number.NaN, "1000"])("reject %j", async (timeout) => {
    const { verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
    const error = await failure(verbs.GET("/things", {}, { timeout: timeout as number }));
    expect(error).toMatchObject({ name: "KapsoInputError", field: "timeout" });
    expect(() => createKapsoClient({ apiKey: plantedKey, timeout: timeout as number })).toThrow(
      "timeout must be",
    );
  });
});

describe("retries", () => {
  it("remembers that an earlier attempt of a DELETE may have happened", async () => {
    const { verbs } = await kapsoResponding(
      (_, response, nth) => (nth === 1 ? json(response, 503, {}) : response.socket?.destroy()),
      {
        backoff: false,
        maxRetries: 1,
        hooks: { onRetry: () => setImmediate(() => vi.advanceTimersByTime(0)) },
      },
    );
    expect(await failure(verbs.DELETE("/things"))).toMatchObject({
      mayHaveHappened: true,
      attempts: [{}, {}],
    });
  });

  it("lists each attempt: when, what, how long, and the wait after it", async () => {
    const { verbs } = await kapsoResponding((_, response) => response.socket?.destroy(), {
      maxRetries: 1,
      hooks: { onRetry: ({ wait }) => setImmediate(() => vi.advanceTimersByTime(wait)) },
    });
    const { attempts } = await failure(verbs.GET("/things"));
    expect(attempts).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        outcome: "reset",
        duration: expect.any(Number),
        wait: expect.any(Number),
      },
      { at: expect.stringMatching(/^\d{4}-.*Z$/), outcome: "reset", duration: expect.any(Number) },
    ]);
    expect(attempts?.[0]?.wait).toBeLessThanOrEqual(500);
  });

  it("sends the same body again", async () => {
    const { server, verbs } = await kapsoResponding(
      (_, response, nth) => json(response, nth === 1 ? 429 : 200, {}),
      {
        backoff: false,
        hooks: { onRetry: () => setImmediate(() => vi.advanceTimersByTime(0)) },
      },
    );
    await verbs.POST("/things", { body: { a: 1 } });
    expect(server.seen.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it.each([
    ["on the client", { maxRetries: false }, {}],
    ["on the call", {}, { maxRetries: 0 }],
  ] as const)("is off with false %s", async (_, options, callOptions) => {
    const { server, verbs } = await kapsoResponding(
      (_, response) => json(response, 503, {}),
      options,
    );
    expect(await verbs.GET("/things", {}, callOptions)).toMatchObject({ status: 503 });
    expect(server.seen).toHaveLength(1);
  });

  it("ends when the client's budget is used up, and says so; unless the call may go without", async () => {
    const skipped: object[] = [];
    const logged: string[] = [];
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    const handler: Handler = ({ url }, response) =>
      url.endsWith("/reset") ? response.destroy() : json(response, 503, {});
    const { server, verbs } = await kapsoResponding(handler, {
      backoff: false,
      maxRetries: 5,
      retryBudget: { capacity: 3 },
      hooks: {
        onRetry: () => setImmediate(() => vi.advanceTimersByTime(0)),
        onRetrySkipped: (event) => skipped.push(event),
      },
      logger: { ...silent, warn: (_, message) => logged.push(message) },
    });
    await verbs.GET("/things");
    expect(server.seen).toHaveLength(1 + 2);
    const result = await verbs.GET("/things");
    expect(server.seen).toHaveLength(3 + 1);
    expect(skipped.at(-1)).toMatchObject({ method: "GET", attempt: 1, reason: 503 });
    expect(logged.at(-1)).toContain("GET /things is not retried (503)");
    const error = errorOf(result);
    expect(error).toMatchObject({ retryBudgetExhausted: true, status: 503 });
    expect(error.message).toContain("It was not retried: too many calls");
    const lost = await failure(verbs.GET("/reset"));
    expect(lost.message).toContain("It was not retried: too many calls");
    expect(errorOf(await verbs.POST("/things")).retryBudgetExhausted).toBeUndefined();
    await verbs.GET("/things", {}, { retryBudget: false });
    expect(server.seen).toHaveLength(6 + 6);
  });
});

it("keeps what the API says of the rate limit", async () => {
  const server = await serve((_, response, nth) =>
    nth === 1
      ? json(response, 200, {}, { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "7" })
      : json(response, nth === 2 ? 200 : 429, {}, nth === 2 ? {} : { "retry-after": "60" }),
  );
  const kapso = createKapsoClient({ apiKey: plantedKey, baseUrl: server.baseUrl });
  expect(kapso.rateLimit).toBeUndefined();
  await untyped(kapso).GET("/things");
  expect(kapso.rateLimit).toMatchObject({ limit: 100, remaining: 7, blockedUntil: undefined });
  await untyped(kapso).GET("/things");
  expect(kapso.rateLimit).toMatchObject({ limit: 100, remaining: 7 });
  const before = Date.now();
  await untyped(kapso).GET("/things");
  expect(kapso.rateLimit?.blockedUntil?.getTime()).toBeGreaterThanOrEqual(before + 60_000);
});
