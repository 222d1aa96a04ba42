import { inProperty } from "./documents.ts";
import type { Pair } from "./pair.ts";

const text = { type: "string" };
const list = { type: "array", items: text };
const tuple = { type: "array", prefixItems: [text, { type: "integer" }] };

export const arrayPairs: Pair[] = [
  ...inProperty("unique-items.set", list, { ...list, uniqueItems: true }, "B/A"),
  ...inProperty("unique-items.dropped", { ...list, uniqueItems: true }, list, "A/B"),
  ...inProperty("items.schema-changed", list, { ...list, items: { ...text, maxLength: 3 } }, "B/A"),
  ...inProperty("items.schema-changed", list, { ...list, items: { type: "integer" } }, "B/B"),
  ...inProperty("items.added", { type: "array" }, list, "B/A"),
  ...inProperty("items.dropped", list, { type: "array" }, "A/B"),
  ...inProperty("items.closed", tuple, { ...tuple, items: false }, "B/A"),
  ...inProperty("prefix-items.narrowed", { ...tuple, prefixItems: [text, {}] }, tuple, "B/A"),
  ...inProperty(
    "prefix-items.narrowed",
    tuple,
    { ...tuple, prefixItems: [{ ...text, maxLength: 2 }, { type: "integer" }] },
    "B/A",
  ),
  ...inProperty("prefix-items.widened", tuple, { ...tuple, prefixItems: [text, {}] }, "A/B"),
  ...inProperty(
    "prefix-items.longer",
    tuple,
    { ...tuple, prefixItems: [text, { type: "integer" }, text] },
    "B/B",
  ),
  ...inProperty("prefix-items.shorter", tuple, { ...tuple, prefixItems: [text] }, "B/B"),
  ...inProperty(
    "items.after-prefix",
    { ...tuple, items: text },
    { ...tuple, items: { ...text, minLength: 1 } },
    "B/A",
  ),
  ...inProperty("contains.added", list, { ...list, contains: { const: "a" } }, "B/A"),
  ...inProperty("contains.removed", { ...list, contains: { const: "a" } }, list, "A/B"),
  ...inProperty(
    "contains.narrowed",
    { ...list, contains: text },
    { ...list, contains: { ...text, minLength: 4 } },
    "B/A",
  ),
  ...inProperty(
    "contains.widened",
    { ...list, contains: { enum: ["a"] } },
    { ...list, contains: { enum: ["a", "b"] } },
    "A/B",
  ),
  ...inProperty(
    "min-contains.raised",
    { ...list, contains: text },
    { ...list, contains: text, minContains: 2 },
    "B/A",
  ),
  ...inProperty(
    "min-contains.lowered",
    { ...list, contains: text, minContains: 3 },
    { ...list, contains: text, minContains: 2 },
    "A/B",
  ),
  ...inProperty(
    "max-contains.lowered",
    { ...list, contains: text },
    { ...list, contains: text, maxContains: 2 },
    "B/A",
  ),
  ...inProperty(
    "max-contains.raised",
    { ...list, contains: text, maxContains: 2 },
    { ...list, contains: text, maxContains: 4 },
    "A/B",
  ),
  ...inProperty(
    "min-contains.without-effect",
    list,
    { ...list, minContains: 2, maxContains: 3 },
    "N/N",
  ),
  ...inProperty(
    "items.schema-changed",
    { ...list, items: { type: "object", properties: { a: text } } },
    { ...list, items: { type: "object", properties: { a: text, b: text } } },
    "A/A",
  ),
  ...inProperty(
    "unevaluated-items.closed",
    { allOf: [tuple], unevaluatedItems: true },
    { allOf: [tuple], unevaluatedItems: false },
    "B/A",
  ),
  ...inProperty(
    "unevaluated-items.opened",
    { allOf: [tuple], unevaluatedItems: false },
    { allOf: [tuple] },
    "A/B",
  ),
];
