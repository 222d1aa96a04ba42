import { inBoth, inProperty, openapi30, returning, sending } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const named = { type: "object", properties: { name: text } };
const cat = {
  type: "object",
  required: ["kind", "meow"],
  properties: { kind: { const: "cat" }, meow: text },
};
const dog = {
  type: "object",
  required: ["kind", "bark"],
  properties: { kind: { const: "dog" }, bark: text },
};
const bird = {
  type: "object",
  required: ["kind", "sing"],
  properties: { kind: { const: "bird" }, sing: text },
};
const openCat = { type: "object", required: ["meow"], properties: { meow: text } };
const openDog = { type: "object", required: ["bark"], properties: { bark: text } };
const anyAnimal = { type: "object", properties: { meow: text } };
const whenThen = (condition: object | null, consequence: object) => ({
  ...(condition ? { if: condition } : {}),
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword.
  then: consequence,
});
const when = whenThen({ required: ["name"] }, { required: ["note"] });
const noted = { type: "object", properties: { name: text, note: text } };
const listed = { ...text, enum: ["a", "b"] };
const from = (minimum: number, maximum: number) => ({ type: "integer", minimum, maximum });
const short = { type: "string", maxLength: 3 };
const own = { $ref: "#/components/schemas/Own" };
const excluding = { type: "object", properties: { own }, not: own };
const sometimes = { type: "object", required: ["a"], properties: { a: own, b: own } };
const components = { components: { schemas: { Cat: cat, Dog: dog, Bird: bird, Named: named } } };
const refs = (...names: string[]) =>
  names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
const tagged = (discriminator: object | null, ...names: string[]) => ({
  oneOf: refs(...names),
  ...(discriminator ? { discriminator } : {}),
});
const loose = (name: string) => ({
  type: "object",
  required: ["kind", name],
  properties: { kind: text, [name]: text, sort: text },
});
const looseComponents = { components: { schemas: { Cat: loose("meow"), Dog: loose("bark") } } };
const byKind = { propertyName: "kind" };

export const compositionPairs: Pair[] = [
  ...inBoth("conditional.added", noted, { ...noted, ...when }, "B/A"),
  ...inBoth("conditional.removed", { ...noted, ...when }, noted, "A/B"),
  ...inBoth(
    "conditional.if-changed",
    { ...noted, ...when },
    { ...noted, ...when, if: { required: ["note"] } },
    "R/R",
  ),
  ...inBoth(
    "conditional.branch-changed",
    { ...noted, ...when },
    { ...noted, ...whenThen({ required: ["name"] }, { required: ["note", "name"] }) },
    "B/A",
  ),
  ...inBoth(
    "conditional.without-if",
    noted,
    { ...noted, ...whenThen(null, { required: ["note"] }) },
    "N/N",
  ),
  ...inBoth(
    "unevaluated-properties.closed",
    { ...noted, ...when },
    { ...noted, ...when, unevaluatedProperties: false },
    "R/R",
  ),
  ...inProperty("not.added", text, { ...text, not: { enum: ["x"] } }, "B/A"),
  ...inProperty(
    "not.added",
    { ...text, not: { maxLength: 2 } },
    { ...text, not: { maxLength: 4 } },
    "B/A",
  ),
  ...inProperty("not.removed", { ...text, not: { enum: ["x"] } }, text, "A/B"),
  ...inProperty(
    "not.removed",
    { ...text, not: { enum: ["x", "y"] } },
    { ...text, not: { enum: ["x"] } },
    "A/B",
  ),
  ...inProperty("not.added", listed, { ...listed, not: { enum: ["a"] } }, "B/A"),
  // Another member still takes the values that one no longer takes.
  ...inBoth(
    "upper-bound.tightened",
    {
      anyOf: [
        { ...text, maxLength: 5 },
        { ...text, minLength: 4 },
      ],
    },
    {
      anyOf: [
        { ...text, maxLength: 3 },
        { ...text, minLength: 4 },
      ],
    },
    "R/A",
  ),
  ...inBoth(
    "one-of.added",
    { oneOf: [from(0, 10), from(5, 20)] },
    { oneOf: [from(0, 10), from(5, 20), from(30, 40)] },
    "A/B",
  ),
  // Values that two members matched were rejected before, too.
  ...inBoth(
    "one-of.added-overlapping",
    { oneOf: [from(0, 10), from(5, 20)] },
    { oneOf: [from(0, 10), from(5, 20), from(6, 9)] },
    "R/N",
  ),
  // What adds to a schema says nothing of the keys that it does not name.
  ...inBoth(
    "not.removed",
    { ...named, not: { properties: { name: short } } },
    { ...named, not: { properties: { name: short, note: short } } },
    "A/B",
  ),
  ...inBoth(
    "dependent-schemas.added",
    { ...named, dependentSchemas: { name: { properties: { note: text } } } },
    { ...named, dependentSchemas: { name: { properties: { note: text, more: text } } } },
    "B/A",
  ),
  ...inBoth(
    "conditional.added",
    { ...named, ...whenThen({ required: ["name"] }, { properties: { note: text } }) },
    { ...named, ...whenThen({ required: ["name"] }, { properties: { note: text, more: text } }) },
    "B/A",
  ),
  // The same schema as a property, where a key that is not named is not sent.
  pair(
    "not.removed",
    sending(excluding, { components: { schemas: { Own: named } } }),
    sending(excluding, { components: { schemas: { Own: noted } } }),
    "A",
  ),
  ...inBoth(
    "all-of.added",
    { allOf: [named] },
    { allOf: [named, { type: "object", required: ["name"] }] },
    "B/A",
  ),
  ...inBoth(
    "all-of.added",
    { allOf: [named] },
    { allOf: [named, { type: "object", properties: { note: text }, required: ["note"] }] },
    "B/A",
  ),
  ...inBoth("all-of.removed", { allOf: [named, { minProperties: 1 }] }, { allOf: [named] }, "A/B"),
  ...inBoth(
    "all-of.annotation",
    { allOf: [named] },
    { allOf: [named, { description: "A thing." }] },
    "D/D",
  ),
  ...inBoth(
    "all-of.flattened",
    {
      allOf: [
        { type: "object", properties: { a: text } },
        { type: "object", properties: { b: text } },
      ],
    },
    { type: "object", properties: { a: text, b: text } },
    "N/N",
  ),
  ...inBoth(
    "all-of.flattened",
    { $ref: "#/components/schemas/Named" },
    { allOf: refs("Named") },
    "N/N",
    { old: components },
  ),
  ...inProperty(
    "any-of.added",
    { anyOf: [text, { type: "integer" }] },
    { anyOf: [text, { type: "integer" }, { type: "boolean" }] },
    "A/B",
  ),
  ...inProperty(
    "any-of.removed",
    { anyOf: [text, { type: "integer" }, { type: "boolean" }] },
    { anyOf: [text, { type: "integer" }] },
    "B/R",
  ),
  ...inBoth("any-of.added", { anyOf: [cat, dog] }, { anyOf: [cat, dog, bird] }, "A/B"),
  ...inBoth("any-of.removed", { anyOf: [cat, dog, bird] }, { anyOf: [cat, dog] }, "B/R"),
  ...inBoth("one-of.added", { oneOf: [cat, dog] }, { oneOf: [cat, dog, bird] }, "A/B"),
  ...inBoth(
    "one-of.added",
    { oneOf: refs("Cat", "Dog") },
    { oneOf: refs("Cat", "Dog", "Bird") },
    "A/B",
    { old: components },
  ),
  ...inBoth(
    "one-of.added-overlapping",
    { oneOf: [cat, dog] },
    { oneOf: [cat, dog, anyAnimal] },
    "B/B",
  ),
  ...inBoth(
    "one-of.added-overlapping",
    { oneOf: [cat, dog] },
    { oneOf: [cat, dog, { type: "object", required: ["sing"], properties: { sing: text } }] },
    "R/B",
  ),
  ...inBoth("one-of.removed", { oneOf: [cat, dog, bird] }, { oneOf: [cat, dog] }, "B/R"),
  ...inBoth("one-of.removed", { oneOf: [openCat, openDog] }, { oneOf: [openCat] }, "B/R"),
  ...inBoth("one-of.as-any-of", { oneOf: [cat, dog] }, { anyOf: [dog, cat] }, "N/N"),
  ...inBoth(
    "one-of.to-any-of",
    { oneOf: [openCat, openDog] },
    { anyOf: [openCat, openDog] },
    "A/B",
  ),
  ...inBoth(
    "any-of.to-one-of",
    { anyOf: [openCat, openDog] },
    { oneOf: [openCat, openDog] },
    "B/A",
  ),
  ...inBoth("any-of.rearranged", { anyOf: [cat, dog] }, { anyOf: [dog, cat] }, "N/N"),
  ...inBoth("any-of.rearranged", { anyOf: [cat] }, cat, "N/N"),
  ...inBoth("any-of.rearranged", { oneOf: [named] }, named, "N/N"),
  // Exchanged, not moved.
  ...inBoth("any-of.removed", { anyOf: [cat, dog] }, { anyOf: [cat, bird] }, "B/B"),
  ...inBoth(
    "one-of.removed",
    { oneOf: refs("Cat", "Dog") },
    { oneOf: refs("Cat", "Bird") },
    "B/B",
    { old: components },
  ),
  // A member narrowed where it stands.
  ...inBoth(
    "any-of.added",
    { anyOf: [cat, dog] },
    {
      anyOf: [{ ...cat, properties: { ...cat.properties, meow: { ...text, maxLength: 3 } } }, dog],
    },
    "B/A",
  ),
  ...inBoth(
    "discriminator.added",
    tagged(null, "Cat", "Dog"),
    tagged(byKind, "Cat", "Dog"),
    "B/B",
    { old: components },
  ),
  ...inBoth(
    "discriminator.removed",
    tagged(byKind, "Cat", "Dog"),
    tagged(null, "Cat", "Dog"),
    "B/B",
    { old: components },
  ),
  ...inBoth(
    "discriminator.moved",
    tagged(byKind, "Cat", "Dog"),
    tagged({ propertyName: "sort" }, "Cat", "Dog"),
    "B/B",
    { old: looseComponents },
  ),
  ...inBoth(
    "mapping.removed",
    tagged(
      { ...byKind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } },
      "Cat",
      "Dog",
    ),
    tagged(
      {
        ...byKind,
        mapping: { kitty: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" },
      },
      "Cat",
      "Dog",
    ),
    "B/B",
    { old: looseComponents },
  ),
  ...inBoth(
    "mapping.added",
    tagged(
      { ...byKind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } },
      "Cat",
      "Dog",
    ),
    tagged(
      {
        ...byKind,
        mapping: {
          cat: "#/components/schemas/Cat",
          kitty: "#/components/schemas/Cat",
          dog: "#/components/schemas/Dog",
        },
      },
      "Cat",
      "Dog",
    ),
    "A/B",
    { old: looseComponents },
  ),
  ...inBoth(
    "mapping.rewritten",
    tagged({ ...byKind, mapping: { cat: "Cat", dog: "Dog" } }, "Cat", "Dog"),
    tagged(
      { ...byKind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } },
      "Cat",
      "Dog",
    ),
    "N/N",
    { old: looseComponents },
  ),
  ...inProperty("read-only.set", text, { ...text, readOnly: true }, "B/R"),
  ...inProperty("read-only.lifted", { ...text, readOnly: true }, text, "A/N"),
  ...inBoth(
    "read-only.required-added",
    named,
    {
      type: "object",
      required: ["id"],
      properties: { name: text, id: { ...text, readOnly: true } },
    },
    "B/A",
  ),
  ...inProperty("write-only.set", text, { ...text, writeOnly: true }, "N/B"),
  ...inProperty("write-only.lifted", { ...text, writeOnly: true }, text, "N/A"),
  ...inProperty("default.added", text, { ...text, default: "x" }, "A/D"),
  ...inProperty("default.changed", { ...text, default: "x" }, { ...text, default: "y" }, "R/R"),
  ...inBoth(
    "default.changed",
    { type: "object", required: ["a"], properties: { a: { ...text, default: "x" } } },
    { type: "object", required: ["a"], properties: { a: { ...text, default: "y" } } },
    "R/D",
  ),
  // Of one schema in two places the stricter class counts.
  ...inBoth("default.changed", sometimes, sometimes, "R/R", {
    old: { components: { schemas: { Own: { ...text, default: "x" } } } },
    new: { components: { schemas: { Own: { ...text, default: "y" } } } },
  }),
  ...inProperty("default.removed", { ...text, default: "x" }, text, "R/R"),
  ...inProperty("deprecated.changed", text, { ...text, deprecated: true }, "R/R"),
  ...inProperty("deprecated.changed", { ...text, deprecated: true }, text, "D/D"),
  ...inProperty(
    "deprecated.changed",
    text,
    { ...text, deprecated: true, "x-sunset": "2030-01-01" },
    "A/A",
    { settings: { today: "2026-01-01" } },
  ),
  ...inProperty(
    "content-encoding.changed",
    { ...text, contentEncoding: "base64" },
    { ...text, contentEncoding: "base32" },
    "B/B",
  ),
  ...inProperty(
    "content-encoding.changed",
    { ...text, contentMediaType: "image/png" },
    { ...text, contentMediaType: "image/jpeg" },
    "B/B",
  ),
  ...inProperty("content-encoding.added", text, { ...text, contentEncoding: "base64" }, "B/A"),
  ...inProperty(
    "content-encoding.removed",
    { ...text, contentMediaType: "application/json" },
    text,
    "A/B",
  ),
  ...inProperty(
    "content-schema.added",
    { ...text, contentMediaType: "application/json" },
    { ...text, contentMediaType: "application/json", contentSchema: named },
    "B/A",
  ),
  ...inProperty("content-schema.removed", { ...text, contentSchema: named }, text, "A/B"),
  ...inProperty(
    "content-schema.changed",
    { ...text, contentSchema: text },
    { ...text, contentSchema: { ...text, maxLength: 2 } },
    "B/A",
  ),
  ...inProperty("xml.unused", text, { ...text, xml: { name: "n" } }, "D/D"),
  ...inProperty(
    "annotation.text",
    { ...text, description: "One." },
    { ...text, description: "Another." },
    "D/D",
  ),
  ...inProperty(
    "annotation.text",
    text,
    { ...text, title: "T", example: "e", $comment: "c" },
    "D/D",
  ),
  ...inProperty("keyword.unknown", text, { ...text, requierd: true }, "R/R"),
  ...inProperty("keyword.unknown", { ...text, strict: 1 }, { ...text, strict: 2 }, "R/R"),
  ...inProperty("extension.unknown", text, { ...text, "x-order": 3 }, "D/D"),
  ...inProperty("dynamic-ref.undecided", { $dynamicRef: "#one" }, { $dynamicRef: "#two" }, "R/R"),
  ...inBoth(
    "definition.renamed",
    {
      $defs: { a: text },
      type: "object",
      properties: {
        x: { $ref: "#/paths/~1things/post/requestBody/content/application~1json/schema/$defs/a" },
      },
    },
    { $defs: { a: text }, type: "object", properties: { x: text } },
    "N/N",
  ).slice(0, 1),
  pair("all-of.flattened", sending({ allOf: [named] }, openapi30), sending(named, openapi30), "N"),
  pair("one-of.added", returning({ oneOf: [cat, dog] }), returning({ oneOf: [dog, cat] }), "N"),
];
