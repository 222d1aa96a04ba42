import type { JsonObject } from "../json.ts";
import { answering, described, json, ok, operation, responding, sending } from "./documents.ts";
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

const xml = (schema: unknown) => ({ "application/xml": { schema } });
const csv = { "text/csv": { schema: text } };
const thing = { type: "object", properties: { id: text } };
const body = (content: JsonObject, required = true) =>
  operation({ requestBody: { content, ...(required ? { required } : {}) } });
const form = (encoding: JsonObject) =>
  body({
    "multipart/form-data": {
      schema: { type: "object", properties: { file: text, list: { type: "array", items: text } } },
      encoding,
    },
  });

export const requestBodyPairs: Pair[] = [
  pair("body.required-added", operation({}), body(json(thing)), "B"),
  pair("body.optional-added", operation({}), body(json(thing), false), "A"),
  pair("body.removed", body(json(thing)), operation({}), "B"),
  pair("body.removed", body(json(thing), false), operation({}), "B"),
  pair("body.optional-to-required", body(json(thing), false), body(json(thing)), "B"),
  pair("body.required-to-optional", body(json(thing)), body(json(thing), false), "A"),
  pair("media-type.added", body(json(thing)), body({ ...json(thing), ...csv }), "A"),
  pair("media-type.removed", body({ ...json(thing), ...csv }), body(json(thing)), "B"),
  pair("media-type.removed", body(json(thing)), body(xml(thing)), "B"),
  pair(
    "media-type.charset",
    body(json(thing)),
    body({ "application/json; charset=utf-8": { schema: thing } }),
    "R",
  ),
  pair(
    "media-type.version",
    body({ "application/json; version=1": { schema: thing } }),
    body({ "application/json; version=2": { schema: thing } }),
    "B",
  ),
  pair(
    "media-type.to-wildcard",
    body({ "text/csv": { schema: text } }),
    body({ "text/*": { schema: text } }),
    "R",
  ),
  pair(
    "media-type.from-wildcard",
    body({ "text/*": { schema: text } }),
    body({ "text/csv": { schema: text } }),
    "B",
  ),
  pair(
    "media-type.inside-wildcard",
    body({ "text/*": { schema: text } }),
    body({ "text/*": { schema: text }, "text/csv": { schema: text } }),
    "A",
  ),
  pair("media-type.schema-added", body({ "application/json": {} }), body(json(thing)), "B"),
  pair("media-type.schema-dropped", body(json(thing)), body({ "application/json": {} }), "A"),
  pair(
    "media-type.schema-dropped",
    body({ "application/json": { schema: {} } }),
    body({ "application/json": {} }),
    "N",
  ),
  pair("encoding.content-type", form({}), form({ file: { contentType: "image/png" } }), "B"),
  pair(
    "encoding.header-added",
    form({ file: {} }),
    form({ file: { headers: { "X-Name": { required: true, schema: text } } } }),
    "B",
  ),
  pair("encoding.style-explode", form({}), form({ list: { style: "spaceDelimited" } }), "B"),
  pair("xml.changed", body(xml(thing)), body(xml({ ...thing, xml: { name: "thing" } })), "B"),
  pair(
    "xml.changed",
    responding({ 200: { description: "Done", content: xml(thing) } }),
    responding({
      200: { description: "Done", content: xml({ ...thing, xml: { name: "thing" } }) },
    }),
    "B",
  ),
  pair(
    "annotation.text",
    body({ "application/json": { schema: thing, example: { id: "1" } } }),
    body({ "application/json": { schema: thing, example: { id: "2" } } }),
    "D",
  ),
];

const good = (schema: unknown = thing) => ({ description: "Done", content: json(schema) });
const error = { type: "object", properties: { error: text }, required: ["error"] };
const fault = (schema: unknown = error) => ({ description: "Fault", content: json(schema) });
const other = {
  type: "object",
  properties: { errors: { type: "array", items: text } },
  required: ["errors"],
};
const empty = { description: "Nothing" };
const headed = (headers: JsonObject) => responding({ 200: { ...good(), headers } });
const header = { schema: text };
const answer = (content: JsonObject) => responding({ 200: { description: "Done", content } });

export const responsePairs: Pair[] = [
  pair(
    "success-status.added-other-body",
    responding({ 200: good() }),
    responding({ 200: good(), 202: good(error) }),
    "B",
  ),
  pair(
    "success-status.added-no-content",
    responding({ 200: good() }),
    responding({ 200: good(), 204: empty }),
    "B",
  ),
  pair(
    "success-status.added-known-body",
    responding({ 200: good() }),
    responding({ 200: good(), 201: good() }),
    "R",
  ),
  pair(
    "success-status.described",
    responding({ "2XX": good() }),
    responding({ "2XX": good(), 200: good() }),
    "A",
  ),
  pair("success-status.replaced", responding({ 200: good() }), responding({ 201: good() }), "B"),
  pair(
    "success-status.removed",
    responding({ 200: good(), 201: good() }),
    responding({ 200: good() }),
    "B",
  ),
  pair("success-status.to-range", responding({ 200: good() }), responding({ "2XX": good() }), "B"),
  pair(
    "success-status.from-range",
    responding({ "2XX": good() }),
    responding({ 200: good() }),
    "B",
  ),
  pair(
    "error-status.added-known-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 422: fault() }),
    "A",
  ),
  pair(
    "error-status.added-known-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 404: empty }),
    "A",
  ),
  pair(
    "error-status.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 422: fault(other) }),
    "B",
  ),
  pair(
    "error-status.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 422: fault(other) }),
    "R",
    { errors: "unknown" },
  ),
  pair(
    "error-status.removed-covered",
    responding({ 200: good(), 422: fault(), default: fault() }),
    responding({ 200: good(), default: fault() }),
    "R",
  ),
  pair(
    "error-status.removed-covered",
    responding({ 200: good(), 422: fault(), "4XX": fault() }),
    responding({ 200: good(), "4XX": fault() }),
    "R",
  ),
  pair(
    "error-status.removed",
    responding({ 200: good(), 401: fault(), 422: fault() }),
    responding({ 200: good(), 401: fault() }),
    "R",
  ),
  pair(
    "error-status.removed",
    responding({ 200: good(), 422: fault() }),
    responding({ 200: good() }),
    "B",
  ),
  pair(
    "default-response.added-known-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), default: fault() }),
    "A",
  ),
  pair(
    "default-response.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), default: fault(other) }),
    "B",
  ),
  pair(
    "default-response.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), default: fault(other) }),
    "R",
    { errors: "unknown" },
  ),
  pair(
    "default-response.removed",
    responding({ 200: good(), 401: fault(), default: fault() }),
    responding({ 200: good(), 401: fault() }),
    "R",
  ),
  pair(
    "default-response.only",
    responding({ default: good({ ...thing, required: ["id"] }) }),
    responding({ default: good() }),
    "B",
  ),
  pair(
    "default-response.only",
    responding({ default: good() }),
    responding({ default: good({ ...thing, required: ["id"] }) }),
    "A",
  ),
  pair("header.added", headed({}), headed({ "X-Rate": header }), "A"),
  pair(
    "header.required-removed",
    headed({ "X-Rate": { ...header, required: true } }),
    headed({}),
    "B",
  ),
  pair("header.optional-removed", headed({ "X-Rate": header }), headed({}), "R"),
  pair(
    "header.required-to-optional",
    headed({ "X-Rate": { ...header, required: true } }),
    headed({ "X-Rate": header }),
    "B",
  ),
  pair(
    "header.optional-to-required",
    headed({ "X-Rate": header }),
    headed({ "X-Rate": { ...header, required: true } }),
    "A",
  ),
  pair("header.name-case", headed({ "X-Rate": header }), headed({ "x-rate": header }), "R"),
  pair("header.content-type", headed({}), headed({ "Content-Type": header }), "N"),
  pair(
    "header.schema",
    headed({ "X-Rate": header }),
    headed({ "X-Rate": { schema: { type: "integer" } } }),
    "B",
  ),
  pair(
    "header.schema",
    headed({ "X-Rate": header }),
    headed({ "X-Rate": { schema: { ...text, maxLength: 5 } } }),
    "A",
  ),
  pair("content.media-type-added", answer(json(thing)), answer({ ...json(thing), ...csv }), "B"),
  pair("content.media-type-added", answer(json(thing)), answer({ ...json(thing), ...csv }), "A", {
    accept: "pinned",
  }),
  pair(
    "content.media-type-added",
    answer(json(thing)),
    answer({ ...json(thing), "application/hal+json": { schema: thing } }),
    "A",
  ),
  pair("content.media-type-removed", answer({ ...json(thing), ...csv }), answer(json(thing)), "B"),
  pair(
    "content.to-wildcard",
    answer({ "text/csv": { schema: text } }),
    answer({ "text/*": { schema: text } }),
    "B",
  ),
  pair(
    "content.from-wildcard",
    answer({ "text/*": { schema: text } }),
    answer({ "text/csv": { schema: text } }),
    "R",
  ),
  pair(
    "content.charset",
    answer(json(thing)),
    answer({ "application/json; charset=utf-8": { schema: thing } }),
    "R",
  ),
  pair("content.body-removed", responding({ 200: good() }), responding({ 200: empty }), "B"),
  pair("content.body-added", responding({ 200: empty }), responding({ 200: good() }), "A"),
  pair("content.schema-dropped", answer(json(thing)), answer({ "application/json": {} }), "B"),
  pair("content.schema-added", answer({ "application/json": {} }), answer(json(thing)), "A"),
  pair(
    "response.description",
    responding({ 200: good() }),
    responding({ 200: { ...good(), description: "Ready" } }),
    "D",
  ),
  pair(
    "links.any",
    responding({ 200: good() }),
    responding({ 200: { ...good(), links: { self: { operationId: "sendThing" } } } }),
    "D",
  ),
];

export const documentPairs: Pair[] = [
  pair(
    "component.unused-added",
    operation({}),
    operation({}, { components: { schemas: { Spare: thing } } }),
    "N",
  ),
  pair(
    "component.unused-removed",
    operation({}, { components: { schemas: { Spare: thing } } }),
    operation({}),
    "R",
  ),
  pair(
    "component.removed",
    answering(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    answering(
      { $ref: "#/components/schemas/Object" },
      { components: { schemas: { Object: thing } } },
    ),
    "B",
  ),
  pair(
    "component.removed",
    answering(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    answering(
      { $ref: "#/components/schemas/Object" },
      { components: { schemas: { Object: thing } } },
    ),
    "N",
    { names: "internal" },
  ),
  pair(
    "component.split",
    operation(
      {
        requestBody: { required: true, content: json({ $ref: "#/components/schemas/Thing" }) },
        responses: { 200: good({ $ref: "#/components/schemas/Thing" }) },
      },
      { components: { schemas: { Thing: thing } } },
    ),
    operation(
      {
        requestBody: { required: true, content: json({ $ref: "#/components/schemas/NewThing" }) },
        responses: { 200: good({ $ref: "#/components/schemas/Thing" }) },
      },
      { components: { schemas: { Thing: { ...thing, required: ["id"] }, NewThing: thing } } },
    ),
    "A",
  ),
  pair(
    "ref.inlined",
    answering(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    answering(thing, { components: { schemas: { Thing: thing } } }),
    "N",
  ),
  pair(
    "ref.inlined",
    answering(thing),
    answering(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    "N",
  ),
  pair(
    "external-ref.changed",
    sending({ $ref: "other.yaml#/Thing" }),
    sending({ $ref: "other.yaml#/Thing" }),
    "N",
  ),
  pair(
    "external-ref.changed",
    sending({ $ref: "other.yaml#/Thing" }),
    sending({ $ref: "another.yaml#/Thing" }),
    "R",
  ),
  pair(
    "openapi.version",
    answering(
      {
        type: "object",
        properties: {
          a: { ...text, nullable: true },
          n: { type: "number", minimum: 0, exclusiveMinimum: true },
        },
      },
      { openapi: "3.0.3" },
    ),
    answering({
      type: "object",
      properties: { a: { type: ["string", "null"] }, n: { type: "number", exclusiveMinimum: 0 } },
    }),
    "N",
  ),
  pair(
    "info.version",
    operation({}),
    operation({}, { info: { title: "Sample", version: "1.1.0" } }),
    "D",
  ),
  pair(
    "info.text",
    operation({}),
    operation({}, { info: { title: "Sample", version: "1.0.0", description: "More" } }),
    "D",
  ),
  pair(
    "info.text",
    operation({}),
    operation({}, { tags: [{ name: "A" }], externalDocs: { url: "https://example.com" } }),
    "D",
  ),
  pair(
    "document.rearranged",
    sending({ type: "object", properties: { a: text, b: text } }),
    sending({ properties: { b: text, a: text }, type: "object" }),
    "N",
  ),
  pair(
    "dialect.changed",
    operation({}),
    operation({}, { jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema" }),
    "R",
  ),
];
