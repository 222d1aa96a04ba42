import { describe, expect, it, vi } from "vitest";
import { createKapsoClient } from "../client.ts";
import type { KapsoClientOptions } from "../options.ts";
import { paginate } from "../paginate/paginate.ts";
import { failure, plantedKey, untyped } from "../testing/server.ts";

function clientOf(options: object, fetch: unknown = async () => new Response("{}")) {
  const given = { apiKey: plantedKey, fetch, ...options } as KapsoClientOptions;
  return untyped(createKapsoClient(given));
}

describe.each<[string, unknown[]]>([
  ["timeout", [Number.NaN, -1, "30", null]],
  ["totalTimeout", [Number.NaN, -1, "30"]],
  ["maxRetries", [Number.NaN, -1, "2", true]],
  ["maxBodyBytes", [Number.NaN, -1, "2"]],
  ["backoff", [true, 500, "500"]],
  ["signal", [new AbortController(), true]],
])("the option %s", (field, values) => {
  it.each(values)("cannot be %o", async (value) => {
    if (value !== null) {
      const problem = expect.objectContaining({ name: "KapsoInputError", field });
      expect(() => clientOf({ [field]: value })).toThrow(problem);
      const call = clientOf({}).GET("/things", {}, { [field]: value });
      expect(await failure(call)).toMatchObject({ name: "KapsoInputError", field });
    } else {
      expect(
        await clientOf({ [field]: 1_000 }).GET("/things", {}, { [field]: value as never }),
      ).toMatchObject({ ok: true });
    }
  });
});

it.each([
  [{ backoff: { base: Number.NaN } }, "backoff.base"],
  [{ backoff: { cap: "8" } }, "backoff.cap"],
  [{ retryBudget: { capacity: "8" } }, "retryBudget.capacity"],
  [{ logLevel: "verbose" }, "logLevel"],
  [{ fetch: "https" }, "fetch"],
  [{ logger: { log() {}, debug() {}, warn() {}, error() {} } }, "logger"],
])("rejects %j by name", (options, field) => {
  expect(() => clientOf(options)).toThrow(expect.objectContaining({ field }));
});

it("rejects a maxPages that would never end", () => {
  const kapso = createKapsoClient({ apiKey: plantedKey });
  const maxPages = Number.NaN;
  expect(() => paginate(kapso, "/inbox_embeds", {}, { maxPages })).toThrow("maxPages must be");
});

it("takes undefined in backoff for the default", async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  const waits: number[] = [];
  const busy = async () => new Response("{}", { status: 503 });
  const hooks = { onRetry: ({ wait }: { wait: number }) => waits.push(wait) };
  const verbs = clientOf({ backoff: { base: undefined, cap: undefined }, hooks }, busy);
  const call = verbs.GET("/things");
  await vi.runAllTimersAsync();
  expect(await call).toMatchObject({ status: 503 });
  expect(waits).toEqual([250, 500]);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("no time at all", () => {
  it.each([{ timeout: 0 }, { totalTimeout: 0 }])("%j sends nothing", async (options) => {
    const warn = vi.spyOn(process, "emitWarning");
    const fetch = vi.fn();
    for (const error of [
      await failure(clientOf(options, fetch).POST("/things")),
      await failure(clientOf({}, fetch).POST("/things", {}, options)),
    ]) {
      expect(error).toMatchObject({ kind: "timeout", mayHaveHappened: false, attempts: [] });
      expect(error.message).toContain(`(${Object.keys(options)[0]}: 0 ms; api.kapso.ai)`);
    }
    expect(fetch).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

it("takes null for no init and no options, as callers without types pass it", async () => {
  const call = clientOf({}).GET("/things", null as never, null as never);
  expect(await call).toMatchObject({ ok: true });
});
