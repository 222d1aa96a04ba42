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
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const integer = { type: "integer" };
const number = { type: "number" };
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
const schemas = (own: object) => ({ old: { components: { schemas: own } } });
const edited = (oldNode: object, newNode: object) => ({
  old: { components: { schemas: oldNode } },
  new: { components: { schemas: newNode } },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const needsA = object({ a: text }, { required: ["a"] });
const needsB = object({ b: text }, { required: ["b"] });
const byKind = { required: ["kind"], discriminator: { propertyName: "kind" } };
const family = (cat: object) => ({
  Pet: object({ kind: text }, { ...byKind, oneOf: [ref("Cat"), ref("Dog")] }),
  Cat: { allOf: [ref("Pet"), cat] },
  Dog: { allOf: [ref("Pet"), object({ bark: text })] },
});
const heir = (cat: object) => ({
  Pet: object(
    { kind: text },
    {
      required: ["kind"],
      discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
    },
  ),
  Cat: { allOf: [ref("Pet"), cat] },
});
const meows = object({ meow: text, purr: text });
const silent = object({ meow: text });
const mutual = (n: object) => ({ A: object({ b: ref("B") }), B: object({ a: ref("A"), n }) });
const shared = (schema: object) => {
  const get = (operationId: string) => ({
    get: { operationId, responses: { 200: { description: "It", content: json(ref("A")) } } },
  });
  return described({ "/a": get("a"), "/b": get("b") }, { components: { schemas: { A: schema } } });
};
const key = {
  components: { securitySchemes: { Key: { type: "apiKey", in: "header", name: "k" } } },
};
const mapped = (name: string) => ({
  tag: {
    propertyName: "kind",
    mapping: { c: ref("Cat").$ref, ...(name ? { d: ref("Dog").$ref } : {}) },
  },
});

/** Pairs that one of the two comparisons alone judges wrongly. */
export const trapPairs: Pair[] = [
  // One set of values written otherwise.
  ...inProperty(
    "any-of.rearranged",
    { anyOf: [{ enum: ["a"] }, { enum: ["b"] }] },
    { enum: ["a", "b"] },
    "N/N",
  ),
  ...inProperty(
    "enum.reordered",
    { type: "boolean", enum: [true, false] },
    { type: "boolean" },
    "N/N",
  ),
  ...inProperty(
    "any-of.rearranged",
    { oneOf: [{ const: "a" }, { const: "b" }] },
    { enum: ["a", "b"] },
    "N/N",
  ),
  ...inProperty(
    "bound.form",
    { ...integer, exclusiveMinimum: 0 },
    { ...integer, minimum: 1 },
    "N/N",
  ),
  ...inProperty(
    "bound.vacuous",
    { type: "array", items: text },
    { type: "array", items: text, contains: { const: "a" }, minContains: 0 },
    "N/N",
  ),
  ...inProperty(
    "type.gained",
    { type: ["string", "integer"] },
    { type: ["integer", "string"] },
    "N/N",
  ),
  ...inProperty(
    "not.added",
    { ...text, not: { enum: ["a"] } },
    { ...text, not: { const: "a" } },
    "N/N",
  ),
  ...inProperty("ref.inlined", ref("A"), ref("B"), "N/N", schemas({ A: ref("B"), B: text })),
  ...inProperty(
    "null.rewritten",
    { ...text, nullable: true, enum: ["a", null] },
    { type: ["string", "null"], enum: ["a", null] },
    "N/N",
    { old: openapi30, new: {} },
  ),
  ...inProperty("ref.inlined", ref("A"), { ...ref("A"), maxLength: 4, description: "x" }, "N/N", {
    old: { ...openapi30, components: { schemas: { A: text } } },
  }),
  ...inBoth(
    "all-of.flattened",
    { allOf: [ref("A")] },
    { allOf: [needsA] },
    "N/N",
    schemas({ A: needsA }),
  ),
  ...inBoth(
    "all-of.flattened",
    { allOf: [object({ a: text }), object({ b: text })], unevaluatedProperties: false },
    object({ a: text, b: text }, { unevaluatedProperties: false }),
    "N/N",
  ),
  ...inBoth(
    "any-of.rearranged",
    { oneOf: [ref("A"), ref("B")] },
    { oneOf: [ref("B"), ref("A")] },
    "N/N",
    schemas({ A: object({ a: text }), B: object({ b: text }) }),
  ),
  ...inBoth("ref.inlined", ref("Pet"), ref("Pet"), "N/N", schemas(family(meows))),
  ...inProperty(
    "type.number-to-integer",
    { ...number, multipleOf: 2 },
    { ...integer, multipleOf: 2 },
    "N/N",
  ),
  // Found though it hides behind references, members, cycles and heirs.
  ...inBoth(
    "property.optional-removed",
    ref("Pet"),
    ref("Pet"),
    "B/B",
    edited(family(meows), family(silent)),
  ),
  ...inBoth(
    "property.optional-removed",
    ref("Pet"),
    ref("Pet"),
    "B/B",
    edited(heir(meows), heir(silent)),
  ),
  ...inBoth(
    "property.optional-added",
    ref("Pet"),
    ref("Pet"),
    "A/A",
    edited(heir(silent), heir(meows)),
  ),
  ...inBoth(
    "upper-bound.tightened",
    ref("A"),
    ref("A"),
    "B/A",
    edited(mutual(text), mutual({ ...text, maxLength: 3 })),
  ),
  ...inBoth(
    "required.key-added",
    { allOf: [ref("A"), object({ x: text })] },
    { allOf: [ref("A"), object({ x: text })] },
    "B/A",
    edited({ A: object({ a: text }) }, { A: needsA }),
  ),
  ...inBoth(
    "property.optional-removed",
    { oneOf: [ref("A"), ref("B")] },
    { oneOf: [ref("A"), ref("B")] },
    "B/B",
    edited(
      { A: object({ a: text, x: text }), B: object({ b: text }) },
      { A: object({ a: text }), B: object({ b: text }) },
    ),
  ),
  ...inProperty(
    "upper-bound.tightened",
    { ...ref("A") },
    { ...ref("A"), maxLength: 4 },
    "B/A",
    schemas({ A: text }),
  ),
  ...inProperty(
    "upper-bound.tightened",
    { anyOf: [{ ...text, maxLength: 10 }, integer] },
    { anyOf: [{ ...text, maxLength: 5 }, integer] },
    "B/A",
  ),
  ...inProperty(
    "lower-bound.tightened",
    { type: "array", prefixItems: [text, text] },
    { type: "array", prefixItems: [text, text], minItems: 2 },
    "B/A",
  ),
  ...inProperty(
    "null.gained",
    ref("A"),
    { anyOf: [ref("A"), { type: "null" }] },
    "A/B",
    schemas({ A: object({ a: text }) }),
  ),
  ...inProperty("any-of.added", text, { anyOf: [text, integer] }, "A/B"),
  ...inProperty(
    "one-of.added",
    ref("A"),
    { oneOf: [ref("A"), ref("B")] },
    "A/B",
    schemas({
      A: { ...needsA, additionalProperties: false },
      B: { ...needsB, additionalProperties: false },
    }),
  ),
  ...inProperty(
    "one-of.added",
    { oneOf: [{ ...integer, maximum: 5 }] },
    {
      oneOf: [
        { ...integer, maximum: 5 },
        { ...integer, minimum: 10 },
      ],
    },
    "A/B",
  ),
  ...inProperty(
    "one-of.added",
    { oneOf: [{ ...text, format: "email" }] },
    {
      oneOf: [
        { ...text, format: "email" },
        { ...text, format: "uuid" },
      ],
    },
    "A/B",
  ),
  ...inProperty(
    "any-of.removed",
    {
      anyOf: [
        { ...text, pattern: "^a" },
        { ...text, pattern: "^b" },
      ],
    },
    { anyOf: [{ ...text, pattern: "^a" }] },
    "B/A",
  ),
  ...inBoth("all-of.added", { anyOf: [needsA, needsB] }, { allOf: [needsA, needsB] }, "B/R"),
  ...inBoth(
    "additional-properties.closed",
    { allOf: [object({ a: text }), object({ b: text })] },
    { allOf: [object({ a: text }, { additionalProperties: false }), object({ b: text })] },
    "B/B",
  ),
  ...inBoth(
    "property-names.narrowed",
    { type: "object", propertyNames: { enum: ["a", "b"] } },
    { type: "object", propertyNames: { enum: ["a"] } },
    "B/A",
  ),
  ...inBoth(
    "dependent-schemas.added",
    object({ a: text, b: text }, { dependentSchemas: { a: { required: ["b"] } } }),
    object(
      { a: text, b: text },
      { dependentSchemas: { a: { required: ["b"], properties: { b: { maxLength: 3 } } } } },
    ),
    "B/A",
  ),
  ...inBoth(
    "not.added",
    object({ a: text, b: text }),
    object({ a: text, b: text }, { not: { required: ["a", "b"] } }),
    "B/A",
  ),
  ...inBoth(
    "mapping.added",
    { oneOf: [ref("Cat")], discriminator: mapped("").tag },
    { oneOf: [ref("Cat"), ref("Dog")], discriminator: mapped("d").tag },
    "A/B",
    {
      // Dog was exported before the union had it, and its tag is a literal now.
      settings: { names: "internal" },
      ...schemas({
        Cat: object({ kind: text, meow: text }, { required: ["kind", "meow"] }),
        Dog: object({ kind: text, bark: text }, { required: ["kind", "bark"] }),
      }),
    },
  ),
  pair(
    "property.optional-removed",
    shared(object({ x: text, y: text })),
    shared(object({ x: text })),
    "B",
  ),
  // No value shows it, so it is not called a break.
  pair(
    "any-of.added",
    sending(object({ v: { ...number, minimum: 0, maximum: 10 } })),
    sending(
      object({
        v: {
          anyOf: [
            { ...number, minimum: 0, maximum: 5 },
            { ...number, minimum: 5, maximum: 10 },
          ],
        },
      }),
    ),
    "R",
  ),
  // Written where it had no effect, but intended.
  pair(
    "null.gained",
    returning(object({ v: { allOf: [ref("A")], nullable: true } }), {
      ...openapi30,
      components: { schemas: { A: needsA } },
    }),
    returning(object({ v: { anyOf: [ref("A"), { type: "null" }] } }), {
      components: { schemas: { A: needsA } },
    }),
    "R",
  ),
  // Around the schemas.
  pair(
    "parameter.schema-changed",
    withParameter({ name: "f", in: "query", schema: object({ a: text }) }),
    withParameter({ name: "f", in: "query", schema: needsA }),
    "B",
  ),
  pair(
    "parameter.required-added",
    described({ "/a": { get: { responses: ok } } }),
    described({
      "/a": {
        parameters: [{ name: "q", in: "query", required: true, schema: text }],
        get: { responses: ok },
      },
    }),
    "B",
  ),
  pair(
    "body.optional-to-required",
    operation(
      { requestBody: { $ref: "#/components/requestBodies/R" } },
      { components: { requestBodies: { R: { content: json(needsA) } } } },
    ),
    operation(
      { requestBody: { $ref: "#/components/requestBodies/R" } },
      { components: { requestBodies: { R: { required: true, content: json(needsA) } } } },
    ),
    "B",
  ),
  pair(
    "required.key-dropped",
    responding(
      { 200: { $ref: "#/components/responses/R" } },
      { components: { responses: { R: { description: "It", content: json(needsA) } } } },
    ),
    responding(
      { 200: { $ref: "#/components/responses/R" } },
      {
        components: { responses: { R: { description: "It", content: json(object({ a: text })) } } },
      },
    ),
    "B",
  ),
  pair(
    "security.required",
    operation({ security: [] }, { ...key, security: [{ Key: [] }] }),
    operation({}, { ...key, security: [{ Key: [] }] }),
    "B",
  ),
  pair(
    "path.template-renamed",
    described({ "/a/{id}": { get: { responses: ok } } }),
    described({ "/a/{key}": { get: { responses: ok } } }),
    "B",
  ),
  pair(
    "path.removed",
    described({ "/a/{id}.json": { get: { responses: ok } } }),
    described({ "/a/{id}.xml": { get: { responses: ok } } }),
    "B",
  ),
  pair(
    "extension.unknown",
    described({ "/a": { get: { responses: ok } } }),
    described({ "/a": { "x-owner": "me", get: { responses: ok } } }),
    "D",
  ),
  pair(
    "dialect.changed",
    sending({ $schema: "https://json-schema.org/draft/2020-12/schema", ...text }),
    sending({ $schema: "http://json-schema.org/draft-07/schema#", ...text }),
    "R",
  ),
  pair(
    "keyword.unknown",
    returning(object({ v: { type: "decimal" } })),
    returning(object({ v: { type: "money" } })),
    "R",
  ),
];
