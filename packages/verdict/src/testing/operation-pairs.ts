import type { JsonObject } from "../document/json.ts";
import { described, ok, operation } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const today = { today: "2026-01-01" };
const item = (part: JsonObject = {}) => ({
  get: { operationId: "getThing", responses: ok, ...part },
});
const id = (name: string) => ({ name, in: "path", required: true, schema: text });
const sharedPath = { components: { pathItems: { Things: { get: { responses: ok } } } } };
const only = (path: string, part: JsonObject = {}) => described({ [path]: item(part) });
const two = described({
  "/things": item(),
  "/others": { get: { operationId: "getOther", responses: ok } },
});
const both = described({
  "/things": { ...item(), delete: { operationId: "dropThing", responses: ok } },
});
const ending = (sunset: string | null, deprecated = true) =>
  operation({ ...(deprecated ? { deprecated } : {}), ...(sunset ? { "x-sunset": sunset } : {}) });
const numbered = {
  get: {
    operationId: "getThing",
    parameters: [{ ...id("id"), schema: { type: "integer" } }],
    responses: ok,
  },
};
const byId = { get: { operationId: "getThing", parameters: [id("id")], responses: ok } };

export const operationPairs: Pair[] = [
  pair("path.removed", two, only("/things"), "B"),
  pair("path.added", only("/things"), two, "A"),
  pair("path.added", only("/things"), described({ "/things": item(), "/others": {} }), "A"),
  pair("path.moved", only("/things"), only("/v2/objects"), "B"),
  pair("path.respelt", only("/things"), only("/Things"), "B"),
  pair("path.respelt", only("/things"), only("/things/"), "B"),
  pair(
    "path.template-renamed",
    described({ "/a/{id}": byId }),
    described({ "/a/{key}": { get: { ...byId.get, parameters: [id("key")] } } }),
    "B",
  ),
  pair(
    "path.literal-beside-template",
    described({ "/a/{id}": byId }),
    described({ "/a/{id}": byId, "/a/me": { get: { operationId: "me", responses: ok } } }),
    "R",
  ),
  pair(
    "path.literal-beside-template",
    described({ "/a/{id}": byId }),
    described({ "/a/{id}": byId, "/a/search": { post: { operationId: "search", responses: ok } } }),
    "A",
  ),
  pair(
    "path.literal-beside-template",
    described({ "/a/{id}": numbered }),
    described({ "/a/{id}": numbered, "/a/me": { get: { operationId: "me", responses: ok } } }),
    "A",
  ),
  pair(
    "path-item.rearranged",
    described({ "/a/{id}": byId }),
    described({
      "/a/{id}": { get: { operationId: "getThing", responses: ok }, parameters: [id("id")] },
    }),
    "N",
  ),
  pair(
    "path-item.rearranged",
    described({ "/things": { $ref: "#/components/pathItems/Things" } }, sharedPath),
    described({ "/things": { get: { responses: ok } } }, sharedPath),
    "N",
  ),
  pair("operation.removed", both, only("/things"), "B"),
  pair(
    "operation.removed-after-its-sunset",
    described({
      "/things": {
        ...item(),
        delete: {
          operationId: "dropThing",
          responses: ok,
          deprecated: true,
          "x-sunset": "2025-06-01",
        },
      },
    }),
    only("/things"),
    "B",
    today,
  ),
  pair("operation.added", only("/things"), both, "A"),
  pair(
    "operation.method-changed",
    described({ "/things": { put: { operationId: "setThing", responses: ok } } }),
    described({ "/things": { patch: { operationId: "setThing", responses: ok } } }),
    "B",
  ),
  pair("operation.deprecated-in-time", operation({}), ending("2026-12-31"), "A", today),
  pair("operation.deprecated-without-sunset", operation({}), ending(null), "R"),
  pair("operation.sunset-too-soon", operation({}), ending("2026-01-15"), "R", today),
  pair("operation.sunset-too-soon", operation({}), ending("some day"), "R", today),
  pair("operation.sunset-too-soon", operation({}), ending("2026-01-15"), "A", {
    ...today,
    graceDays: 10,
  }),
  pair("operation.sunset-in-the-past", operation({}), ending("2025-01-15"), "B", today),
  pair("operation.sunset-moved-earlier", ending("2026-12-31"), ending("2026-11-30"), "R", today),
  pair("operation.sunset-moved-later", ending("2026-12-31"), ending("2027-12-31"), "D", today),
  pair("operation.sunset-dropped", ending("2026-12-31"), ending(null), "R", today),
  pair("operation.deprecation-lifted", ending("2026-12-31"), operation({}), "D", today),
  pair("operation.deprecation-lifted", ending(null), operation({}), "D"),
  pair("operation.id-gone", operation({}), operation({ operationId: "postThing" }), "B"),
  pair("operation.id-gone", operation({}), operation({ operationId: "postThing" }), "N", {
    names: "internal",
  }),
  pair(
    "operation.id-gone",
    operation({}),
    described({ "/things": { post: { responses: ok } } }),
    "B",
  ),
  pair(
    "operation.id-added",
    described({ "/things": { post: { responses: ok } } }),
    operation({}),
    "A",
  ),
  pair("operation.tags", operation({ tags: ["A"] }), operation({ tags: ["B"] }), "D"),
  pair("operation.text", operation({ summary: "One" }), operation({ summary: "Two" }), "D"),
  pair(
    "operation.text",
    operation({}),
    operation({ description: "Long", externalDocs: { url: "https://example.com" } }),
    "D",
  ),
  pair(
    "operation.stability-lowered",
    operation({}),
    operation({ "x-stability-level": "beta" }),
    "R",
  ),
  pair(
    "operation.stability-raised",
    operation({ "x-stability-level": "alpha" }),
    operation({ "x-stability-level": "stable" }),
    "D",
  ),
  pair("extension.unknown", operation({}), operation({ "x-internal": true }), "D"),
  pair("keyword.unknown", operation({}), operation({ requestBodies: {} }), "R"),
];
