import { describe, expect, it } from "vitest";
import { createKapsoClient } from "./client.ts";
import type { KapsoClientOptions } from "./options.ts";
import { plantedKey, untyped } from "./testing/server.ts";

const rejected: [unknown, string][] = [
  [{ baseURL: "http://localhost:4010" }, "baseURL"],
  [{ retries: 3 }, "retries"],
  [{ baseUrl: null }, ""],
  [{ fetch: "x" }, "fetch"],
  [{ fetch: null }, "fetch"],
  [{ hooks: { onReqest() {} } }, "onReqest"],
  [{ hooks: { onRequest: 5 } }, "onRequest"],
  [{ hooks: [null] }, "hooks"],
  [{ hooks: () => {} }, "hooks"],
  [{ onResponse: 5 }, "onResponse"],
  [{ backoff: { max: 5 } }, "max"],
  [{ retryBudget: 5 }, "retryBudget"],
  [{ retryBudget: { size: 5 } }, "size"],
  [{ description: "openapi.json" }, "description"],
  [{ dangerouslyAllowBrowser: "no" }, "dangerouslyAllowBrowser"],
];

describe("an option that would be ignored", () => {
  it.each(rejected)("is rejected, and named (%#)", (options, field) => {
    const problem = expect.objectContaining({ name: expect.stringMatching(/^Kapso/) });
    const named = field ? expect.objectContaining({ field }) : problem;
    const given = options as KapsoClientOptions;
    expect(() => createKapsoClient({ apiKey: plantedKey, ...given })).toThrow(named);
    const kapso = createKapsoClient({ apiKey: plantedKey });
    expect(() => kapso.withOptions(given)).toThrow(named);
  });

  it.each([[null], ["key"], [[]], [5]])("is rejected where options are %j", (options) => {
    expect(() => createKapsoClient(options as never)).toThrow("options must be an object");
  });

  it("is named with those that there are", () => {
    expect(() => createKapsoClient({ apiKey: plantedKey, baseURL: "x" } as never)).toThrow(
      /^baseURL is not known in options\. Did you mean baseUrl\? Expected timeout, .*baseUrl/,
    );
  });
});

it("an option that is undefined or false is left out", () => {
  const options = { fetch: undefined, onResponse: false, backoff: undefined, logger: undefined };
  createKapsoClient({ apiKey: plantedKey, ...options } as never);
});

it("threat: withOptions with an undefined baseUrl or fetch sends the key to the default host", async () => {
  const urls: string[] = [];
  const kapso = createKapsoClient({
    apiKey: plantedKey,
    baseUrl: "http://localhost:4010",
    fetch: async (url) => {
      urls.push(url);
      return Response.json({});
    },
  });
  const other = kapso.withOptions({ apiKey: "other", baseUrl: undefined, fetch: undefined });
  await untyped(other).GET("/things");
  expect(urls).toEqual(["http://localhost:4010/things"]);
});

it.each([{}, { paths: undefined }, { paths: { "/things": null } }])(
  "a description without the operation (%j) leaves it unnamed, and the call works",
  async (description) => {
    const operation: unknown[] = [];
    const kapso = createKapsoClient({
      apiKey: plantedKey,
      description: description as never,
      hooks: { onRequest: (event) => operation.push(event.operation) },
      fetch: async () => Response.json({}),
    });
    expect(await untyped(kapso).GET("/things")).toMatchObject({ ok: true });
    expect(operation).toEqual([undefined]);
  },
);
