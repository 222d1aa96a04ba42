import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createKapsoClient } from "../client.ts";
import { plantedKey, untyped } from "../testing/server.ts";
import { createRetryBudget } from "./retry-budget.ts";

describe("the bucket", () => {
  const failedRetry = { succeeded: false, isRetry: true };

  it("gives out its capacity at once, and no more", () => {
    const budget = createRetryBudget({ capacity: 3 });
    expect([1, 2, 3, 4].map(() => budget.take())).toEqual([true, true, true, false]);
    expect(budget.available()).toBe(false);
  });

  it("is refilled by successes: a retry gives its place back, a call 0.2 of one", () => {
    const budget = createRetryBudget({ capacity: 1 });
    expect(budget.take()).toBe(true);
    budget.record({ succeeded: true, isRetry: true });
    expect([budget.take(), budget.take()]).toEqual([true, false]);
    for (let count = 0; count < 4; count += 1) budget.record({ succeeded: true, isRetry: false });
    expect(budget.available()).toBe(false);
    budget.record({ succeeded: true, isRetry: false });
    expect([budget.take(), budget.take()]).toEqual([true, false]);
  });

  it("loses a fifth with each retry that fails, and nothing with a first attempt that does", () => {
    const budget = createRetryBudget({ capacity: 10 });
    for (let count = 0; count < 9; count += 1) {
      budget.record({ succeeded: false, isRetry: false });
    }
    for (let count = 0; count < 4; count += 1) budget.record(failedRetry);
    expect([1, 2, 3].map(() => budget.take())).toEqual([true, true, false]);
  });

  it("can be switched off", () => {
    const budget = createRetryBudget(false);
    for (let count = 0; count < 1_000; count += 1) budget.record(failedRetry);
    expect([budget.available(), budget.take()]).toEqual([true, true]);
  });
});

describe("simulated", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Calls all clients at a steady rate for a minute, and returns requests per call. */
  async function outage(clients: number, callsPerMinute: number): Promise<number> {
    let requests = 0;
    let calls = 0;
    const fetch = async (): Promise<Response> => {
      requests += 1;
      return new Response("{}", { status: 503 });
    };
    const fleet = Array.from({ length: clients }, () =>
      untyped(createKapsoClient({ apiKey: plantedKey, fetch })),
    );
    for (let call = 0; call < callsPerMinute; call += 1) {
      for (const client of fleet) void client.GET("/things");
      calls += fleet.length;
      await vi.advanceTimersByTimeAsync(60_000 / callsPerMinute);
    }
    await vi.runAllTimersAsync();
    return requests / calls;
  }

  it.each(isFullLevel ? [60, 120, 600, 1_200] : [60, 120])(
    "a service that is down for a minute gets at most 1.1 times the traffic of 100 clients (%d calls each)",
    async (callsPerMinute) => {
      expect(await outage(100, callsPerMinute)).toBeLessThanOrEqual(1.1);
    },
  );

  it("a burst of 500 calls on a service that is down is not sent again either", async () => {
    let requests = 0;
    const fetch = async (): Promise<Response> => {
      requests += 1;
      return new Response("{}", { status: 503 });
    };
    const kapso = untyped(createKapsoClient({ apiKey: plantedKey, fetch }));
    const calls = Array.from({ length: 500 }, () => kapso.GET("/things"));
    await vi.runAllTimersAsync();
    await Promise.all(calls);
    expect(requests).toBeLessThanOrEqual(550);
  });

  it.each([
    ["200 at once, each refused with 429 and Retry-After once", 200, 429, { "retry-after": "1" }],
    ["200 at once, each refused with 429 once", 200, 429, {}],
    ["60 at once, each failing with 503 once", 60, 503, {}],
  ])("a batch of GETs succeeds: %s", async (_, count, status, headers) => {
    const seen = new Set<string>();
    const fetch = async (url: string): Promise<Response> => {
      const first = !seen.has(url);
      seen.add(url);
      return new Response("{}", first ? { status, headers } : { status: 200 });
    };
    const kapso = untyped(createKapsoClient({ apiKey: plantedKey, fetch }));
    const calls = Promise.all(
      Array.from({ length: count }, (_, id) =>
        kapso.GET("/things/{id}", { params: { path: { id } } }),
      ),
    );
    await vi.runAllTimersAsync();
    expect((await calls).filter(({ ok }) => !ok)).toEqual([]);
  });

  it("200 GETs pass a limit of 20 a second that says Retry-After: 1", async () => {
    let window = -1;
    let used = 0;
    const fetch = async (): Promise<Response> => {
      const second = Math.floor(performance.now() / 1_000);
      if (second !== window) [window, used] = [second, 0];
      used += 1;
      return used <= 20
        ? new Response("{}")
        : new Response("{}", { status: 429, headers: { "retry-after": "1" } });
    };
    const kapso = untyped(createKapsoClient({ apiKey: plantedKey, fetch, maxRetries: 20 }));
    const calls = Promise.all(Array.from({ length: 200 }, () => kapso.GET("/things")));
    await vi.runAllTimersAsync();
    expect((await calls).filter(({ ok }) => !ok)).toEqual([]);
  });
});
