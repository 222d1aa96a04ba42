import type { JsonObject } from "../document/json.ts";
import type { RuleId } from "../rules/rules.ts";
import {
  described,
  inBoth,
  inProperty,
  json,
  ok,
  openapi30,
  operation,
  responding,
  returning,
  sending,
  withParameter,
} from "./documents.ts";
import { type Letter, type Pair, pair } from "./pair.ts";

// Small versions of changes that users of comparison programs reported as judged wrongly.

const text = { type: "string" };
const integer = { type: "integer" };
const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const schemas = (all: JsonObject) => ({ components: { schemas: all } });
const failure = { description: "Failed", content: json(object({ error: text }, "error")) };
const thing = { description: "Done", content: json(object({ id: text }, "id")) };

function named(name: string, pairs: readonly Pair[]): Pair[] {
  return pairs.map((one) => ({ ...one, name: `${name} (${one.name})` }));
}

function both(
  name: string,
  rule: RuleId,
  oldNode: unknown,
  newNode: unknown,
  expected: `${Letter}/${Letter}`,
  more: { old?: JsonObject; new?: JsonObject } = {},
): Pair[] {
  return named(name, inBoth(rule, oldNode, newNode, expected, more));
}

function one(name: string, rule: RuleId, old: JsonObject, is: JsonObject, expected: Letter) {
  return named(name, [pair(rule, old, is, expected)]);
}

const a = object({ a: text });
const b = object({ b: text });
const page = object({ items: { type: "array", items: text } });

const composition: Pair[] = [
  ...both(
    "allOf is written as one object",
    "all-of.flattened",
    { allOf: [object({ a: text }, "a"), b] },
    object({ a: text, b: text }, "a"),
    "N/N",
  ),
  ...both(
    "allOf is nested one level deeper",
    "all-of.flattened",
    { allOf: [a, b, object({ c: integer })] },
    { allOf: [{ allOf: [a, b] }, object({ c: integer })] },
    "N/N",
  ),
  ...both(
    "a property moves into a member of allOf",
    "all-of.flattened",
    { allOf: [a], ...object({ b: text }) },
    { allOf: [object({ a: text, b: text })], type: "object" },
    "N/N",
  ),
  ...both(
    "a member of allOf that only requires is dropped",
    "required.key-dropped",
    { allOf: [a, { required: ["a"] }] },
    { allOf: [a] },
    "A/B",
  ),
  ...both(
    "allOf around one reference",
    "all-of.flattened",
    { allOf: [ref("A")] },
    ref("A"),
    "N/N",
    {
      old: schemas({ A: a }),
    },
  ),
  ...both(
    "oneOf in another order",
    "any-of.rearranged",
    { oneOf: [object({ a: text }, "a"), object({ b: text }, "b"), integer] },
    { oneOf: [integer, object({ b: text }, "b"), object({ a: text }, "a")] },
    "N/N",
  ),
  ...both(
    "references to equal schemas are exchanged",
    "ref.inlined",
    object({ x: ref("One") }),
    object({ x: ref("Two") }),
    "N/N",
    { old: schemas({ One: a, Two: a }) },
  ),
  ...both(
    "a list of constants becomes an enum",
    "enum.reordered",
    object({ x: { oneOf: [{ const: "p" }, { const: "q" }] } }, "x"),
    object({ x: { ...text, enum: ["q", "p"] } }, "x"),
    "N/N",
  ),
  ...both(
    "required in another order",
    "document.rearranged",
    object({ a: text, b: text }, "a", "b"),
    object({ b: text, a: text }, "b", "a"),
    "N/N",
  ),
];

const objects: Pair[] = [
  ...both(
    "additionalProperties false where it was absent",
    "additional-properties.closed",
    a,
    { ...a, additionalProperties: false },
    "B/A",
  ),
  ...both(
    "additionalProperties absent where it was false",
    "additional-properties.opened",
    { ...a, additionalProperties: false },
    a,
    "A/R",
  ),
  ...both(
    "the schema of other keys has another type",
    "additional-properties.schema-changed",
    { type: "object", additionalProperties: text },
    { type: "object", additionalProperties: integer },
    "B/B",
  ),
  ...both(
    "other keys get a schema",
    "additional-properties.typed",
    { type: "object", additionalProperties: true },
    { type: "object", additionalProperties: text },
    "B/A",
  ),
  ...both(
    "additionalProperties as true and as an empty schema",
    "schema.true",
    { ...a, additionalProperties: true },
    { ...a, additionalProperties: {} },
    "N/N",
  ),
  ...both(
    "a property goes from a closed object",
    "property.optional-removed",
    { ...object({ a: text, b: text }), additionalProperties: false },
    { ...a, additionalProperties: false },
    "B/B",
  ),
  ...both(
    "a read-only property becomes required",
    "required.key-added",
    object({ id: { ...text, readOnly: true }, a: text }),
    object({ id: { ...text, readOnly: true }, a: text }, "id"),
    "B/A",
  ),
  ...both(
    "a write-only property becomes required",
    "required.key-added",
    object({ secret: { ...text, writeOnly: true }, a: text }),
    object({ secret: { ...text, writeOnly: true }, a: text }, "secret"),
    "B/N",
  ),
  ...both("maxProperties is set", "upper-bound.tightened", a, { ...a, maxProperties: 3 }, "B/A"),
  ...both(
    "a property of a deep object is renamed in case only",
    "property.renamed",
    object({ x: object({ userId: text }) }),
    object({ x: object({ userid: text }) }),
    "B/B",
  ),
];

const values: Pair[] = [
  ...named(
    "nullable of 3.0 and a type list of 3.1",
    inProperty("null.rewritten", { ...text, nullable: true }, { type: ["string", "null"] }, "N/N", {
      old: openapi30,
      new: {},
    }),
  ),
  ...named(
    "nullable of 3.0 and a union with null of 3.1",
    inProperty(
      "null.rewritten",
      { ...text, nullable: true },
      { oneOf: [{ type: "null" }, text] },
      "N/N",
      { old: openapi30, new: {} },
    ),
  ),
  ...named(
    "exclusiveMinimum of 3.0 and of 3.1",
    inProperty(
      "bound.form",
      { ...integer, minimum: 0, exclusiveMinimum: true },
      { ...integer, exclusiveMinimum: 0 },
      "N/N",
      { old: openapi30, new: {} },
    ),
  ),
  ...named(
    "an integer above 0 and from 1",
    inProperty(
      "bound.form",
      { ...integer, exclusiveMinimum: 0 },
      { ...integer, minimum: 1 },
      "N/N",
    ),
  ),
  ...named(
    "a sibling of $ref has no effect in 3.0",
    inProperty("ref.inlined", ref("T"), { ...ref("T"), maxLength: 3 }, "N/N", {
      old: { ...openapi30, ...schemas({ T: text }) },
    }),
  ),
  ...named(
    "a sibling of $ref has an effect in 3.1",
    inProperty("upper-bound.tightened", ref("T"), { ...ref("T"), maxLength: 3 }, "B/A", {
      old: schemas({ T: text }),
    }),
  ),
  ...named(
    "an integer becomes a number",
    inProperty("type.integer-to-number", integer, { type: "number" }, "A/B"),
  ),
  ...named(
    "a number becomes an integer",
    inProperty("type.number-to-integer", { type: "number" }, integer, "B/A"),
  ),
  ...named(
    "int32 is dropped",
    inProperty("format.removed", { ...integer, format: "int32" }, integer, "A/B"),
  ),
  ...named(
    "a known format is added",
    inProperty("format.added", text, { ...text, format: "email" }, "B/A"),
  ),
  ...named(
    "an unknown format is added",
    inProperty("format.unknown", text, { ...text, format: "phone" }, "R/R"),
  ),
  ...named(
    "date-time becomes date",
    inProperty(
      "format.unrelated",
      { ...text, format: "date-time" },
      { ...text, format: "date" },
      "B/B",
    ),
  ),
  ...named(
    "a pattern is written in another way",
    inProperty(
      "pattern.proved",
      { ...text, pattern: "^[0-9]+$" },
      { ...text, pattern: "^\\d+$" },
      "N/N",
    ),
  ),
  ...named(
    "a pattern takes more",
    inProperty(
      "pattern.proved",
      { ...text, pattern: "^[a-z]+$" },
      { ...text, pattern: "^[a-z0-9]+$" },
      "A/B",
    ),
  ),
  ...named(
    "a pattern takes another letter",
    inProperty("pattern.sample", { ...text, pattern: "^a" }, { ...text, pattern: "^b" }, "B/B"),
  ),
  ...named(
    "a list may no longer be empty",
    inProperty(
      "lower-bound.tightened",
      { type: "array", items: text },
      { type: "array", items: text, minItems: 1 },
      "B/A",
    ),
  ),
  ...named(
    "minItems 0 is written out",
    inProperty(
      "bound.vacuous",
      { type: "array", items: text },
      { type: "array", items: text, minItems: 0 },
      "N/N",
    ),
  ),
  ...named(
    "duplicates become possible",
    inProperty(
      "unique-items.dropped",
      { type: "array", items: text, uniqueItems: true },
      { type: "array", items: text },
      "A/B",
    ),
  ),
  ...named(
    "elements are limited to a list",
    inProperty(
      "enum.set",
      { type: "array", items: text },
      { type: "array", items: { ...text, enum: ["a", "b"] } },
      "B/A",
    ),
  ),
  ...named(
    "a list of integers grows",
    inProperty("enum.gained", { ...integer, enum: [1, 2] }, { ...integer, enum: [1, 2, 3] }, "A/B"),
  ),
  ...named(
    "an enum gains null",
    inProperty(
      "null.gained",
      { ...text, enum: ["a", "b"] },
      { type: ["string", "null"], enum: ["a", "b", null] },
      "A/B",
    ),
  ),
  ...named(
    "an enum only gets another description",
    inProperty(
      "annotation.text",
      { ...text, enum: ["a", "b"], description: "a or b" },
      { ...text, enum: ["a", "b"], description: "Either a or b" },
      "D/D",
    ),
  ),
  ...named(
    "descriptions of an enum's values",
    inProperty(
      "enum.names",
      { ...text, enum: ["a", "b"], "x-enum-descriptions": ["A", "B"] },
      { ...text, enum: ["a", "b"], "x-enum-descriptions": ["A!", "B"] },
      "D/D",
    ),
  ),
  ...named(
    "example becomes examples",
    inProperty("annotation.text", { ...text, example: "a" }, { ...text, examples: ["a"] }, "D/D"),
  ),
];

const query = (part: JsonObject = {}, more: JsonObject = {}) =>
  withParameter(
    { name: "tags", in: "query", schema: { type: "array", items: text }, ...part },
    more,
  );
const path = (url: string, name: string) =>
  described({
    [url]: {
      get: { parameters: [{ name, in: "path", required: true, schema: text }], responses: ok },
    },
  });
const first = { name: "a", in: "query", schema: text };
const second = { name: "b", in: "query", schema: text };
const listed = (parameters: JsonObject[], around: JsonObject[] = []) =>
  described({ "/things": { parameters: around, get: { parameters, responses: ok } } });

const parameters: Pair[] = [
  ...one(
    "a path gets a trailing slash",
    "path.respelt",
    path("/a/{id}", "id"),
    path("/a/{id}/", "id"),
    "B",
  ),
  ...one(
    "a path parameter is renamed",
    "path.template-renamed",
    path("/a/{id}", "id"),
    path("/a/{key}", "key"),
    "B",
  ),
  ...one(
    "parameters in another order",
    "parameter.rearranged",
    listed([first, second]),
    listed([second, first]),
    "N",
  ),
  ...one(
    "parameters move to the path",
    "parameter.rearranged",
    listed([first, second]),
    listed([second], [first]),
    "N",
  ),
  ...one(
    "the default encoding is written out",
    "parameter.rearranged",
    query(),
    query({ style: "form", explode: true }),
    "N",
  ),
  ...one(
    "a list is joined by commas",
    "parameter.explode-changed",
    query(),
    query({ explode: false }),
    "B",
  ),
  ...one(
    "an object is sent as deepObject",
    "parameter.style-changed",
    query({ schema: a }),
    query({ schema: a, style: "deepObject" }),
    "B",
  ),
  ...one(
    "a parameter is deprecated without a date",
    "parameter.deprecated",
    query(),
    query({ deprecated: true }),
    "R",
  ),
  ...one(
    "a required cookie is added",
    "parameter.required-added",
    withParameter(null),
    withParameter({ name: "sid", in: "cookie", required: true, schema: text }),
    "B",
  ),
  ...one(
    "a header parameter in other letters",
    "parameter.header-name-case",
    withParameter({ name: "X-Request-Id", in: "header", schema: text }),
    withParameter({ name: "x-request-id", in: "header", schema: text }),
    "B",
  ),
];

const bodies = (content: JsonObject) => operation({ requestBody: { required: true, content } });
const reading = (content: JsonObject) => responding({ 200: { description: "Done", content } });
const schema = { schema: a };
const form = (encoding: JsonObject) => bodies({ "multipart/form-data": { schema: a, encoding } });

const contents: Pair[] = [
  ...one(
    "a charset is added to a request's media type",
    "media-type.charset",
    bodies({ "application/json": schema }),
    bodies({ "application/json; charset=utf-8": schema }),
    "R",
  ),
  ...one(
    "a charset is added to a response's media type",
    "content.charset",
    reading({ "application/json": schema }),
    reading({ "application/json; charset=utf-8": schema }),
    "R",
  ),
  ...one(
    "the version in a media type changes",
    "media-type.version",
    bodies({ "application/json; version=1": schema }),
    bodies({ "application/json; version=2": schema }),
    "B",
  ),
  ...one(
    "a vendor's media type replaces JSON",
    "content.media-type-removed",
    reading({ "application/json": schema }),
    reading({ "application/vnd.api+json": schema }),
    "B",
  ),
  ...one(
    "the same body also comes as XML",
    "content.media-type-added",
    reading({ "application/json": schema }),
    reading({ "application/json": schema, "application/xml": schema }),
    "A",
  ),
  ...one(
    "a part has another media type",
    "encoding.content-type",
    form({ a: { contentType: "text/plain" } }),
    form({ a: { contentType: "application/json" } }),
    "B",
  ),
  ...one(
    "a form is sent as JSON",
    "media-type.removed",
    bodies({ "application/x-www-form-urlencoded": schema }),
    bodies({ "application/json": schema }),
    "B",
  ),
];

const responses: Pair[] = [
  ...one(
    "default becomes a range",
    "error-status.replaced",
    responding({ 200: thing, default: failure }),
    responding({ 200: thing, "4XX": failure }),
    "R",
  ),
  ...one(
    "a status falls under a range",
    "error-status.removed-covered",
    responding({ 200: thing, 404: failure }),
    responding({ 200: thing, "4XX": failure }),
    "R",
  ),
  ...one(
    "200 becomes 2XX",
    "success-status.to-range",
    responding({ 200: thing }),
    responding({ "2XX": thing }),
    "B",
  ),
  ...one(
    "2XX becomes 200",
    "success-status.from-range",
    responding({ "2XX": thing }),
    responding({ 200: thing }),
    "B",
  ),
  ...one(
    "429 has the body of other errors",
    "error-status.added-known-body",
    responding({ 200: thing, 401: failure }),
    responding({ 200: thing, 401: failure, 429: failure }),
    "A",
  ),
  ...one(
    "another body of errors is documented",
    "default-response.added-other-body",
    responding({ 200: thing, 401: failure }),
    responding({
      200: thing,
      401: failure,
      default: { description: "Other", content: json(object({ message: integer }, "message")) },
    }),
    "B",
  ),
  ...one(
    "a response header in other letters",
    "header.name-case",
    responding({ 200: { ...thing, headers: { "X-Total": { schema: integer } } } }),
    responding({ 200: { ...thing, headers: { "x-total": { schema: integer } } } }),
    "R",
  ),
];

const key = (name: string) => ({ type: "apiKey", in: "header", name });
const schemes = { components: { securitySchemes: { one: key("X-One"), two: key("X-Two") } } };
const secured = (...security: JsonObject[]) => operation({ security }, schemes);

const security: Pair[] = [
  ...one(
    "keys that are needed together in another order",
    "security.rearranged",
    secured({ one: [], two: [] }),
    secured({ two: [], one: [] }),
    "N",
  ),
  ...one(
    "alternatives in another order",
    "security.rearranged",
    secured({ one: [] }, { two: [] }),
    secured({ two: [] }, { one: [] }),
    "N",
  ),
  ...one(
    "one key of two becomes both",
    "security.conjunct-added",
    secured({ one: [] }, { two: [] }),
    secured({ one: [], two: [] }),
    "B",
  ),
  ...one(
    "both keys become one of two",
    "security.conjunct-dropped",
    secured({ one: [], two: [] }),
    secured({ one: [] }, { two: [] }),
    "A",
  ),
];

const event = (payload: JsonObject, reply: JsonObject = a) =>
  described(
    {},
    {
      webhooks: {
        made: {
          post: {
            requestBody: { required: true, content: json(payload) },
            responses: { 200: { description: "Taken", content: json(reply) } },
          },
        },
      },
    },
  );
const calling = (payload: JsonObject) =>
  operation({
    callbacks: {
      done: {
        "{$request.body#/url}": {
          post: { requestBody: { content: json(payload) }, responses: ok },
        },
      },
    },
  });

const events: Pair[] = [
  ...one(
    "an event gains a required key",
    "webhook.payload",
    event(a),
    event(object({ a: text, b: text }, "b")),
    "A",
  ),
  ...one(
    "an event loses a key",
    "webhook.payload",
    event(object({ a: text, b: text })),
    event(a),
    "B",
  ),
  ...one(
    "the reply to an event needs a key",
    "webhook.reply-body",
    event(a),
    event(a, object({ a: text }, "a")),
    "B",
  ),
  ...one(
    "a callback loses a key",
    "property.optional-removed",
    calling(object({ a: text, b: text })),
    calling(a),
    "B",
  ),
  ...one(
    "a callback gains a key",
    "property.optional-added",
    calling(a),
    calling(object({ a: text, b: text })),
    "A",
  ),
];

const whole: Pair[] = [
  ...one(
    "only an example of a body changes",
    "annotation.text",
    sendingExample("x"),
    sendingExample("y"),
    "D",
  ),
  ...one(
    "a page is described by another schema of the same form",
    "ref.inlined",
    returning(ref("Page"), schemas({ Page: page, Other: page })),
    returning(ref("Other"), schemas({ Page: page, Other: page })),
    "N",
  ),
  ...one(
    "the same document as 3.0 and 3.1",
    "openapi.version",
    sending(a, openapi30),
    sending(a),
    "N",
  ),
];

function sendingExample(example: string): JsonObject {
  return operation({
    requestBody: {
      required: true,
      content: { "application/json": { schema: a, example: { a: example } } },
    },
  });
}

export const knownProblemPairs: readonly Pair[] = [
  ...composition,
  ...objects,
  ...values,
  ...parameters,
  ...contents,
  ...responses,
  ...security,
  ...events,
  ...whole,
];
