import { inBoth, inProperty, openapi30, returning, sending } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const named = { type: "object", properties: { name: text } };
const strict = { ...named, additionalProperties: false };
const both = { type: "object", properties: { name: text, note: text } };

export const objectPairs: Pair[] = [
  ...inBoth("property.optional-added", named, both, "A/A"),
  ...inBoth("property.required-added", named, { ...both, required: ["note"] }, "B/A"),
  ...inBoth(
    "property.required-added",
    named,
    {
      type: "object",
      properties: { name: text, note: { ...text, default: "x" } },
      required: ["note"],
    },
    "B/A",
  ),
  ...inBoth("property.added-to-closed", strict, { ...both, additionalProperties: false }, "A/R"),
  ...inBoth(
    "property.added-beside-rest",
    { ...named, additionalProperties: text },
    { ...both, additionalProperties: text },
    "A/A",
  ),
  ...inBoth(
    "property.added-beside-rest",
    { type: "object", additionalProperties: text },
    { type: "object", properties: { size: { ...text, maxLength: 3 } }, additionalProperties: text },
    "B/A",
  ),
  ...inBoth("property.optional-removed", both, named, "B/B"),
  ...inBoth("property.required-removed", { ...both, required: ["note"] }, named, "B/B"),
  ...inBoth(
    "property.removed-into-rest",
    { ...both, additionalProperties: text },
    { ...named, additionalProperties: text },
    "R/R",
  ),
  ...inBoth(
    "property.renamed",
    { type: "object", properties: { user_name: text } },
    { type: "object", properties: { userName: text } },
    "B/B",
  ),
  ...inBoth("required.key-added", named, { ...named, required: ["name"] }, "B/A"),
  ...inBoth("required.key-dropped", { ...named, required: ["name"] }, named, "A/B"),
  ...inBoth("required.undeclared", named, { ...named, required: ["other"] }, "B/A"),
  ...inBoth("additional-properties.closed", named, strict, "B/A"),
  ...inBoth(
    "additional-properties.closed",
    { ...named, additionalProperties: true },
    strict,
    "B/B",
  ),
  ...inBoth("additional-properties.opened", strict, named, "A/R"),
  ...inBoth(
    "additional-properties.written-out",
    named,
    { ...named, additionalProperties: true },
    "R/N",
  ),
  ...inBoth(
    "additional-properties.written-out",
    named,
    { ...named, additionalProperties: {} },
    "R/N",
  ),
  ...inBoth(
    "additional-properties.left-out",
    { ...named, additionalProperties: true },
    named,
    "B/B",
  ),
  ...inBoth(
    "additional-properties.bare-object",
    { type: "object" },
    { type: "object", additionalProperties: true },
    "N/N",
  ),
  ...inBoth(
    "additional-properties.bare-object",
    { type: "object", additionalProperties: true },
    { type: "object" },
    "N/N",
  ),
  ...inBoth("properties.first", { type: "object" }, named, "A/A"),
  ...inBoth("additional-properties.typed", named, { ...named, additionalProperties: text }, "B/A"),
  ...inBoth(
    "additional-properties.untyped",
    { ...named, additionalProperties: text },
    { ...named, additionalProperties: true },
    "A/B",
  ),
  ...inBoth(
    "additional-properties.untyped",
    { ...named, additionalProperties: text },
    named,
    "B/B",
  ),
  ...inBoth(
    "additional-properties.schema-changed",
    { type: "object", additionalProperties: text },
    { type: "object", additionalProperties: { ...text, maxLength: 9 } },
    "B/A",
  ),
  ...inBoth(
    "additional-properties.schema-changed",
    { type: "object", additionalProperties: text },
    { type: "object", additionalProperties: { type: "integer" } },
    "B/B",
  ),
  ...inBoth(
    "pattern-properties.added",
    { type: "object", additionalProperties: true },
    { type: "object", additionalProperties: true, patternProperties: { "^x-": text } },
    "B/A",
  ),
  ...inBoth(
    "pattern-properties.removed",
    { type: "object", patternProperties: { "^x-": text } },
    { type: "object", patternProperties: {} },
    "A/B",
  ),
  ...inBoth(
    "property-names.narrowed",
    { type: "object" },
    { type: "object", propertyNames: { pattern: "^[a-z]+$" } },
    "B/A",
  ),
  ...inBoth(
    "property-names.widened",
    { type: "object", propertyNames: { maxLength: 3 } },
    { type: "object", propertyNames: { maxLength: 5 } },
    "A/B",
  ),
  ...inBoth(
    "unevaluated-properties.closed",
    { allOf: [named] },
    { allOf: [named], unevaluatedProperties: false },
    "B/A",
  ),
  ...inBoth(
    "unevaluated-properties.opened",
    { allOf: [named], unevaluatedProperties: false },
    { allOf: [named] },
    "A/R",
  ),
  ...inBoth(
    "dependent-required.added",
    both,
    { ...both, dependentRequired: { name: ["note"] } },
    "B/A",
  ),
  ...inBoth(
    "dependent-required.removed",
    { ...both, dependentRequired: { name: ["note"] } },
    both,
    "A/B",
  ),
  ...inBoth(
    "dependent-schemas.added",
    both,
    { ...both, dependentSchemas: { name: { required: ["note"] } } },
    "B/A",
  ),
  ...inBoth(
    "dependent-schemas.removed",
    { ...both, dependentSchemas: { name: { required: ["note"] } } },
    both,
    "A/B",
  ),
  ...inProperty("required.key-added", named, { ...named, required: ["name"] }, "B/A"),
  ...inProperty("property.optional-removed", both, named, "B/B"),
  // Formerly the whole of it, now a part: nested, two levels down.
  ...inProperty(
    "property.optional-added",
    { type: "object", properties: { deep: named } },
    { type: "object", properties: { deep: both } },
    "A/A",
  ),
  pair("property.optional-added", sending(named, openapi30), sending(both, openapi30), "A"),
  pair("property.optional-removed", returning(both, openapi30), returning(named, openapi30), "B"),
];
