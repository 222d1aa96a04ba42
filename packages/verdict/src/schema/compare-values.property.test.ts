import { isFullLevel } from "@shared/toolkit/test-level.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isObject, type JsonObject } from "../document/json.ts";
import { openDocument } from "../document/open-document.ts";
import { isRisky } from "../rules/change-class.ts";
import { defaultSettings } from "../settings.ts";
import { described } from "../testing/documents.ts";
import { isValid } from "../testing/is-valid.ts";
import { createSchemaReader } from "./canonical-schema.ts";
import { createComparison } from "./compare-schemas.ts";

const numbers = [0, 0.5, 1, 2, 3];
const texts = ["", "a", "b", "aa", "aaa"];
const leaves = [null, true, false, ...numbers, ...texts];
const few = [null, 1, 2, "a", "aa"];
const inner = [...few, [], [1], {}, { a: 1 }, { a: "a", b: 2 }];
/** Objects have no keys but these two, and every schema of an object declares both. */
const objects = [undefined, ...inner].flatMap((a) =>
  [undefined, ...inner].map((b) => JSON.parse(JSON.stringify({ a, b }))),
);
const values: readonly unknown[] = [
  ...leaves,
  [],
  ...inner.map((item) => [item]),
  ...few.flatMap((one) => few.map((other) => [one, other])),
  ...objects,
];

const size = fc.constantFrom(0, 1, 2, 3);
const bounds = {
  minimum: fc.constantFrom(...numbers),
  maximum: fc.constantFrom(...numbers),
  exclusiveMinimum: fc.constantFrom(...numbers),
  multipleOf: fc.constantFrom(0.5, 1, 2),
};

function typed(type: string, keywords: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record(keywords, { requiredKeys: [] }).map((own): JsonObject => ({ type, ...own }));
}

const { schema: schemas } = fc.letrec<{ schema: JsonObject }>((tie) => {
  const schema = tie("schema");
  const several = fc.array(schema, { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.constantFrom("string", "boolean", "null", "integer", "number").map((type) => ({ type })),
      fc.constantFrom("A", "B").map((name) => ({ $ref: `#/components/schemas/${name}` })),
      typed("integer", bounds),
      typed("number", bounds),
      typed("string", {
        minLength: size,
        maxLength: size,
        pattern: fc.constantFrom("^a", "^a*$", "b$"),
      }),
      fc.subarray(leaves, { minLength: 1, maxLength: 4 }).map((list) => ({ enum: list })),
      fc
        .subarray(["string", "integer", "number", "null"], { minLength: 2 })
        .map((type) => ({ type })),
      typed("array", {
        items: schema,
        minItems: size,
        maxItems: size,
        uniqueItems: fc.boolean(),
        contains: schema,
        prefixItems: fc.array(schema, { minLength: 1, maxLength: 2 }),
      }),
      fc
        .tuple(
          fc.record({ a: schema, b: schema }),
          typed("object", {
            required: fc.subarray(["a", "b"]),
            minProperties: size,
            maxProperties: size,
            dependentRequired: fc.constant({ a: ["b"] }),
            not: schema,
            if: schema,
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: fc.constantFrom({ required: ["a"] }, false),
            else: fc.constantFrom({ required: ["b"] }, false),
          }),
        )
        .map(([properties, more]) => ({ ...more, properties })),
      several.map((anyOf) => ({ anyOf })),
      several.map((oneOf) => ({ oneOf })),
      fc.tuple(schema, schema).map((allOf) => ({ allOf })),
      fc.tuple(schema, schema).map(([one, not]) => ({ ...one, not })),
    ),
  };
});

/** The schemas inside a node, itself included. */
function schemasIn(node: unknown): JsonObject[] {
  if (Array.isArray(node)) return node.flatMap(schemasIn);
  if (!isObject(node)) return [];
  const own = Object.values(node).flatMap(schemasIn);
  const keys = ["type", "enum", "$ref", "anyOf", "oneOf", "allOf"];
  return keys.some((key) => key in node) ? [node, ...own] : own;
}

const ofParts = new Set(["properties", "items", "prefixItems", "contains"]);

/** Schemas for the same value that contain themselves mean nothing; a `oneOf` in a union counts as part of it. */
function isReadable(node: unknown, all: JsonObject, above: readonly object[] = []): boolean {
  if (typeof node !== "object" || node === null) return true;
  if (above.includes(node)) return false;
  if ("oneOf" in node && above.some((outer) => "anyOf" in outer || "oneOf" in outer)) return false;
  return Object.entries(node).every(([key, value]) => {
    const next = key === "$ref" ? all[String(value).split("/").at(-1) ?? ""] : value;
    return ofParts.has(key) || isReadable(next, all, [...above, node]);
  });
}

/** Schemas that refer to each other; and with one replaced, with keywords of another, or without a keyword. */
const versions = fc
  .tuple(
    fc.record({ Root: schemas, A: schemas, B: schemas }),
    schemas,
    fc.nat(),
    fc.nat(),
    fc.constantFrom("replace", "add", "take"),
  )
  .map(([before, other, at, key, edit]) => {
    const after = structuredClone(before);
    const places = schemasIn(after);
    const place = places[at % places.length] ?? {};
    const keywords = Object.keys(place).filter((name) => name !== "properties" && name !== "type");
    const taken = edit === "replace" ? Object.keys(place) : [keywords[key % keywords.length] ?? ""];
    for (const name of edit === "add" ? [] : taken) delete place[name];
    if (edit !== "take") Object.assign(place, other);
    return [before, after] as const;
  })
  .filter((pair) => pair.every((all) => isReadable(all, all)));

function open(all: JsonObject) {
  const document = openDocument(described({}, { components: { schemas: all } }), "one");
  const reader = createSchemaReader(document);
  const accepted = new Set(values.filter((value) => isValid(all["Root"], value, all)));
  return { reader, root: reader.source(all["Root"]), accepted };
}

it("a change of a schema is harmless only if no value shows a difference", () => {
  fc.assert(
    fc.property(versions, (pair) => {
      const [before, after] = [open(pair[0]), open(pair[1])];
      const { compare } = createComparison(before.reader, after.reader, defaultSettings);
      for (const direction of ["request", "response"] as const) {
        const [sender, receiver] = direction === "request" ? [before, after] : [after, before];
        const refused = [...sender.accepted].filter((value) => !receiver.accepted.has(value));
        if (refused.length === 0 || isRisky(compare(before.root, after.root, direction))) continue;
        expect({ direction, refused }).toBe("reported");
      }
    }),
    { seed: 20_261_127, numRuns: isFullLevel ? 5000 : 500 },
  );
});
