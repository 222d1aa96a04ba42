import { expect, it } from "vitest";
import { described, json, ok } from "../testing/documents.ts";
import { type JsonObject, objectAt } from "./json.ts";
import { openDocument } from "./open-document.ts";
import { openEnums } from "./open-enums.ts";

const State = { type: "string", enum: ["on", "off"] };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const parameter = { name: "state", in: "query", schema: ref("State") };
const sent = { content: json(ref("State")) };
const read = { 200: { description: "", content: json(ref("State")) } };
const object = (properties: JsonObject, more: JsonObject = {}) => ({
  type: "object",
  properties,
  ...more,
});

/** The names of the schemas that may grow. */
function openIn(schemas: JsonObject, paths: JsonObject = {}, more: JsonObject = {}): string[] {
  const document = described(paths, { components: { schemas }, ...more });
  const open = openEnums(openDocument(document, "").model);
  const all = objectAt(objectAt(document, "components"), "schemas");
  return Object.keys(all).filter((name) => open.has(objectAt(all, name)));
}

it.each<[string, JsonObject, JsonObject?]>([
  ["a response", { "/a": { get: { responses: read } } }],
  ["the payload of a webhook", {}, { webhooks: { a: { post: { requestBody: sent } } } }],
  [
    "the payload of a callback",
    {
      "/a": {
        post: { responses: ok, callbacks: { a: { "{$url}": { post: { requestBody: sent } } } } },
      },
    },
  ],
])("an enum may grow that only %s contains", (_, paths, more) => {
  expect(openIn({ State }, paths, more)).toEqual(["State"]);
});

it.each<[string, JsonObject, JsonObject?]>([
  ["the body of a request", { "/a": { post: { requestBody: sent, responses: read } } }],
  ["a parameter of an operation", { "/a": { get: { parameters: [parameter], responses: read } } }],
  ["a parameter of a path", { "/a": { parameters: [parameter], get: { responses: read } } }],
  ["the reply to a webhook", {}, { webhooks: { a: { post: { responses: read } } } }],
  [
    "the reply to a callback",
    {
      "/a": {
        post: { responses: ok, callbacks: { a: { "{$url}": { post: { responses: read } } } } },
      },
    },
  ],
])("no enum may grow that %s contains", (_, paths, more) => {
  expect(openIn({ State }, paths, more)).toEqual([]);
});

it.each<[string, JsonObject]>([
  ["has one value", { type: "string", enum: ["on"] }],
  ["has numbers", { enum: ["on", "off", 1] }],
  ["is composed with other schemas", { ...State, allOf: [{ maxLength: 3 }] }],
])("no enum may grow that %s", (_, schema) => {
  expect(openIn({ State: schema })).toEqual([]);
});

it("an enum with null may grow, and a list of constants", () => {
  const Listed = { oneOf: [{ const: "on" }, { const: "off" }] };
  const schemas = { Empty: { enum: ["on", "off", null] }, Listed };
  expect(openIn(schemas)).toEqual(["Empty"]);
  const document = described({}, { components: { schemas } });
  const open = openEnums(openDocument(document, "").model);
  expect(Listed.oneOf.every((member) => open.has(member))).toBe(true);
});

it("a list of one constant may not grow", () => {
  const members = [{ const: "on" }, { type: "null" }];
  const document = described({}, { components: { schemas: { One: { oneOf: members } } } });
  expect(openEnums(openDocument(document, "").model).size).toBe(0);
});

it("a list of constants that a request contains may not grow", () => {
  const members = [{ const: "on" }, { const: "off" }];
  const paths = {
    "/a": { post: { requestBody: { content: json({ oneOf: members }) }, responses: ok } },
  };
  const open = openEnums(openDocument(described(paths), "").model);
  expect(members.some((member) => open.has(member))).toBe(false);
});

const kind = ref("State");
it.each<[string, JsonObject]>([
  [
    "the discriminator",
    {
      A: object({ kind }),
      U: { oneOf: [ref("A")], discriminator: { propertyName: "kind" } },
    },
  ],
  [
    "the discriminator of schemas that only its mapping names",
    {
      A: object({ kind }),
      U: object({}, { discriminator: { propertyName: "kind", mapping: { a: "A" } } }),
    },
  ],
  [
    "a key of several members",
    { A: object({ kind }), U: { anyOf: [ref("A"), object({ kind: { const: "x" } })] } },
  ],
  [
    "a key that members inherit",
    {
      A: object({ kind }),
      U: { anyOf: [{ allOf: [ref("A")] }, object({ kind: { const: "x" } })] },
    },
  ],
])("no enum may grow that distinguishes members as %s", (_, schemas) => {
  expect(openIn({ State, ...schemas })).toEqual([]);
});

it("no enum may grow that a request contains in a schema of a mapping", () => {
  const U = object({}, { discriminator: { propertyName: "kind", mapping: { a: "A" } } });
  const paths = { "/a": { post: { requestBody: { content: json(ref("U")) }, responses: ok } } };
  expect(openIn({ State, A: object({ state: ref("State") }), U }, paths)).toEqual([]);
});
