import { expect, it } from "vitest";
import { prepareDescription } from "../description/description.ts";
import { createFinder } from "./find-operation.ts";
import { validateRequest } from "./validate-request.ts";

const description = prepareDescription({
  openapi: "3.1.0",
  servers: [{ url: "/" }],
  paths: {
    "/search/{kind}": {
      post: {
        operationId: "search",
        parameters: [
          { name: "kind", in: "path", required: true, schema: { type: "string", maxLength: 5 } },
          { name: "count", in: "query", schema: { type: "integer", minimum: 1 } },
          { name: "exact", in: "query", schema: { type: "boolean" } },
          {
            name: "ids",
            in: "query",
            schema: { type: "array", items: { type: "integer" }, maxItems: 3 },
          },
          {
            name: "since",
            in: "query",
            schema: { anyOf: [{ type: "integer" }, { type: "string", format: "date-time" }] },
          },
          { name: "text", in: "query", schema: { type: "string" } },
        ],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: {
                  filter: { type: "object", properties: { size: { type: "integer" } } },
                  labels: {
                    type: "object",
                    properties: { main: { type: "string" } },
                    additionalProperties: { type: "string" },
                  },
                  one_of: { oneOf: [{ type: "object", required: ["a"] }, { type: "string" }] },
                  token: { type: "string", minLength: 20 },
                },
              },
            },
          },
        },
        responses: { 200: {}, 422: {} },
      },
    },
  },
});

function validate(query: string, body?: unknown, kind = "big") {
  const match = createFinder(description).find("POST", `/search/${kind}`);
  if (!match) throw new Error("no match");
  return validateRequest(description, match, {
    search: new URLSearchParams(query),
    headers: new Headers({ "Content-Type": "application/json" }),
    body: { ok: true, text: body === undefined ? "" : JSON.stringify(body) },
  });
}

it.each([
  ["count=3", { count: 3 }],
  ["exact=false", { exact: false }],
  ["ids=1,2", { ids: [1, 2] }],
  ["ids=1&ids=2", { ids: [1, 2] }],
  ["ids[]=7", { ids: [7] }],
  ["since=12", { since: 12 }],
  ["since=2026-01-01T00:00:00Z", { since: "2026-01-01T00:00:00Z" }],
  ["text=12345678901234567890", { text: "12345678901234567890" }],
  ["text=true", { text: "true" }],
])("reads %s as what its schema says", (query, expected) => {
  expect(validate(query)).toMatchObject({ ok: true, query: expected });
});

it.each([
  ["count=0", "count must be >= 1, got 0."],
  ["count=many", 'count must be an integer, got "many".'],
  ["count=1.5", "count must be an integer, got 1.5."],
  ["exact=yes", 'exact must be a boolean, got "yes".'],
  ["ids=1,2,3,4", "ids must NOT have more than 3 items, got a list of 4."],
  ["since=soon", "since must be a date and time with zone"],
])("rejects %s with the reason", (query, sentence) => {
  const result = validate(query);
  expect(result).toMatchObject({ ok: false, status: 422 });
  expect(result.ok === false && result.problems.join(" ")).toContain(sentence);
});

it("decodes path parameters, and keeps a stray percent sign", () => {
  expect(validate("", undefined, "a%2Fb")).toMatchObject({ ok: true, path: { kind: "a/b" } });
  expect(validate("", undefined, "%zz")).toMatchObject({ ok: true, path: { kind: "%zz" } });
  expect(validate("", undefined, "too-long")).toMatchObject({ ok: false, status: 422 });
});

it("reads a path parameter that the document does not declare as text", () => {
  const careless = prepareDescription({
    openapi: "3.1.0",
    paths: { "/a/{id}": { get: { operationId: "a", responses: {} } } },
  });
  const match = createFinder(careless).find("GET", "/a/x%20y");
  const raw = {
    search: new URLSearchParams(),
    headers: new Headers(),
    body: { ok: true, text: "" } as const,
  };
  expect(match && validateRequest(careless, match, raw)).toMatchObject({
    ok: true,
    path: { id: "x y" },
  });
});

it("names every problem at once, each where it is", () => {
  const result = validate("count=0", { filter: { size: "L" }, labels: { a: 1 } });
  expect(result.ok === false && result.problems).toEqual([
    "count must be >= 1, got 0.",
    'filter.size must be an integer, got "L".',
    "labels.a must be a string, got 1.",
  ]);
});

it("reports for a union what is wrong inside it, or else that nothing fits, but not both", () => {
  const problems = (one_of: unknown) => {
    const result = validate("", { one_of });
    return result.ok ? [] : result.problems;
  };
  expect(problems({})).toEqual([
    "one_of.a is required.",
    "one_of must be a string, got an object.",
  ]);
  expect(problems("x")).toEqual([]);
});

it("does not quote the value of a field that sounds secret", () => {
  const result = validate("", { token: "short-secret" });
  expect(result.ok === false && result.problems.join()).toContain("got a string of 12 characters");
});

it("reports fields that nothing would read, but not the keys of a map", () => {
  const result = validate("", { filter: { sise: 1 }, labels: { any: "x" }, extra: 1 });
  expect(result.ok && result.warnings).toEqual([
    "The body's field filter.sise is not a field of search; the emulator ignores it.",
    "The body's field extra is not a field of search; the emulator ignores it.",
  ]);
});
