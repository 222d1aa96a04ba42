import { describe, expect, test } from "vitest";
import { openApiModel } from "./model.ts";

const base = "https://docs.example.com/api/spec.yaml";

function modelOf(parts: Record<string, unknown>) {
  return openApiModel({ openapi: "3.1.0", ...parts }, { base });
}

describe("operations", () => {
  test("are those of the paths, in the document's order, with their names", () => {
    const { operations } = modelOf({
      paths: {
        "/b": { post: { operationId: "createB" }, get: {} },
        "/a": { get: {}, summary: "a" },
        "x-c": { get: {} },
      },
    });
    expect(operations.map(({ id, name, pointer }) => [id, name, pointer])).toEqual([
      ["GET /b", "GET /b", "#/paths/~1b/get"],
      ["createB", "POST /b", "#/paths/~1b/post"],
      ["GET /a", "GET /a", "#/paths/~1a/get"],
    ]);
  });

  test("behind a path item's reference are read, joined with the keys beside the reference", () => {
    const { operations, faults } = modelOf({
      paths: {
        "/pets": {
          $ref: "#/components/pathItems/pets",
          servers: [{ url: "/own" }],
          post: { operationId: "own" },
          parameters: [{ name: "limit", in: "query", required: true }],
        },
      },
      components: {
        pathItems: {
          pets: {
            get: { operationId: "list" },
            post: { operationId: "theirs" },
            servers: [{ url: "/theirs" }],
            parameters: [
              { name: "limit", in: "query" },
              { name: "page", in: "query" },
            ],
          },
        },
      },
    });
    expect(faults).toEqual([]);
    expect(operations.map(({ id, pointer }) => [id, pointer])).toEqual([
      ["list", "#/components/pathItems/pets/get"],
      ["own", "#/paths/~1pets/post"],
    ]);
    const [list] = operations;
    expect(list?.servers.map(({ url }) => url)).toEqual(["https://docs.example.com/own"]);
    expect(list?.parameters.map(({ node }) => [node.name, node.required])).toEqual([
      ["limit", true],
      ["page", undefined],
    ]);
    expect(list?.pathItem).not.toHaveProperty("$ref");
  });

  test("have the operation's parameters before those of the path item", () => {
    const { operations } = modelOf({
      paths: {
        "/{id}": {
          parameters: [{ $ref: "#/components/parameters/id" }, { name: "id", in: "query" }],
          get: { parameters: [{ name: "id", in: "path", description: "own" }] },
        },
      },
      components: { parameters: { id: { name: "id", in: "path", description: "shared" } } },
    });
    expect(
      operations[0]?.parameters.map(({ node, pointer }) => [node["description"], pointer]),
    ).toEqual([
      ["own", "#/paths/~1{id}/get/parameters/0"],
      [undefined, "#/paths/~1{id}/parameters/1"],
    ]);
  });

  test("have their body and responses, with references followed", () => {
    const body = { content: {} };
    const missing = { description: "Not found" };
    const { operations } = modelOf({
      paths: {
        "/a": {
          post: {
            requestBody: { $ref: "#/components/requestBodies/a" },
            responses: { 200: {}, 404: { $ref: "#/components/responses/missing" }, "x-a": {} },
          },
        },
      },
      components: { requestBodies: { a: body }, responses: { missing } },
    });
    const [{ requestBody, responses } = {}] = operations;
    expect(requestBody).toEqual({ node: body, pointer: "#/components/requestBodies/a" });
    expect(responses).toEqual([
      { status: "200", node: {}, pointer: "#/paths/~1a/post/responses/200" },
      { status: "404", node: missing, pointer: "#/components/responses/missing" },
    ]);
  });

  test("of webhooks and callbacks are listed apart, also where a callback calls itself back", () => {
    const done = { "{$request.body#/url}": { post: { operationId: "done" } as object } };
    Object.assign(done["{$request.body#/url}"].post, {
      callbacks: { again: { $ref: "#/components/callbacks/done" } },
    });
    const { operations, webhooks, callbacks } = modelOf({
      paths: { "/a": { get: { callbacks: { done: { $ref: "#/components/callbacks/done" } } } } },
      webhooks: { arrived: { post: { operationId: "arrived" } } },
      components: { callbacks: { done } },
    });
    expect(operations).toHaveLength(1);
    expect(webhooks.map(({ name }) => name)).toEqual(["POST arrived"]);
    expect(callbacks.map(({ id, path }) => [id, path])).toEqual([["done", "{$request.body#/url}"]]);
  });
});

test.each([
  ["https://api.example.com/v1", "https://api.example.com/v1"],
  ["/v1", "https://docs.example.com/v1"],
  ["v1", "https://docs.example.com/api/v1"],
  ["//evil.example/v1", "https://evil.example/v1"],
  ["\\\\evil.example\\v1", "https://evil.example/v1"],
  ["\t https://evil.example", "https://evil.example/"],
  ["HTTP://api.example.com:80", "http://api.example.com/"],
  ["https://api.example.com@evil.example", "https://api.example.com@evil.example/"],
  ["https://{region}.example.com:{port}", "https://eu.example.com:8443/"],
  ["https://{unknown}.example.com", "https://{unknown}.example.com/"],
  ["https://", undefined],
])("the server %j is %s", (url, resolved) => {
  const variables = { region: { default: "eu" }, port: { default: 8443 } };
  const { servers } = modelOf({ servers: [{ url, variables }] });
  expect(servers).toMatchObject([{ template: url, url: resolved, level: "document" }]);
});

test("the nearest level with servers decides; without any the server is /", () => {
  const one = (url: string) => ({ servers: [{ url }] });
  const paths = {
    "/own": { ...one("/path"), get: one("/operation") },
    "/path": { ...one("/path"), get: { servers: [] } },
    "/root": { get: {} },
  };
  const levels = (parts: object) =>
    modelOf({ paths, ...parts }).operations.map(({ servers: [server] }) => [
      server?.level,
      server?.template,
      server?.pointer,
    ]);
  expect(levels(one("/root"))).toEqual([
    ["operation", "/operation", "#/paths/~1own/get/servers/0"],
    ["pathItem", "/path", "#/paths/~1path/servers/0"],
    ["document", "/root", "#/servers/0"],
  ]);
  expect(levels({ servers: [] })[2]).toEqual(["default", "/", "#"]);
});

test.each([
  ["the document's", undefined, [{ key: [] }], [{ key: [] }], true],
  ["the operation's", [{ other: [] }], [{ key: [] }], [{ other: [] }], true],
  ["none, where it opts out", [], [{ key: [] }], [], false],
  ["none, where neither level has any", undefined, undefined, [], false],
  ["optional, where one alternative is empty", [{ key: [] }, {}], [], [{ key: [] }, {}], false],
])("the security of an operation is %s", (_, own, root, security, isSecured) => {
  const { operations } = modelOf({
    ...(root && { security: root }),
    paths: { "/a": { get: own ? { security: own } : {} } },
  });
  expect(operations).toMatchObject([{ security, isSecured }]);
});

test("references that do not resolve are faults of the model, and the rest is read", () => {
  const { operations, faults } = modelOf({
    paths: {
      "/a": { $ref: "#/components/pathItems/%zz" },
      "/b": { get: { requestBody: { $ref: "other.yaml" }, responses: null, parameters: "none" } },
      "/c": null,
    },
  });
  expect(operations.map(({ name, requestBody }) => [name, requestBody])).toEqual([
    ["GET /b", undefined],
  ]);
  expect(faults).toEqual([
    {
      pointer: "#/paths/~1a",
      message: expect.stringContaining('"#/components/pathItems/%zz" is not percent-encoded'),
    },
    { pointer: "#/paths/~1b/get/requestBody", message: expect.stringContaining("leaves") },
  ]);
});

test.each([
  ["3.0.3", "3.0"],
  ["3.1.0", "3.1"],
  [3, "3.0"],
])("openapi: %s is the dialect %s", (openapi, dialect) => {
  expect(openApiModel({ openapi, paths: {} })).toMatchObject({ dialect, operations: [] });
});
