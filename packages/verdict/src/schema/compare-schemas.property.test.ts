import { isFullLevel } from "@shared/toolkit/test-level.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openDocument } from "../document/open-document.ts";
import { type Direction, rank } from "../rules/change-class.ts";
import { defaultSettings } from "../settings.ts";
import { described } from "../testing/documents.ts";
import { createSchemaReader } from "./canonical-schema.ts";
import { createComparison } from "./compare-schemas.ts";
import type { SchemaFinding } from "./comparison.ts";

const isSafe = (findings: readonly SchemaFinding[]) =>
  findings.every((finding) => rank(finding.class) < rank("risky"));
const names = ["A", "B", "C", "D"] as const;
const ref = fc.constantFrom(...names).map((name) => ({ $ref: `#/components/schemas/${name}` }));
const leaf = fc.constantFrom({ type: "string" }, { type: "integer" });
const property = fc.oneof(
  ref,
  leaf,
  fc
    .uniqueArray(ref, { minLength: 2, maxLength: 3, selector: ({ $ref }) => $ref })
    .map((members) => ({ anyOf: members })),
);
const object = fc
  .record({ a: property, b: property, c: leaf })
  .map((properties) => ({ type: "object", properties, required: ["c"] }));
const schemas = fc.record({ A: object, B: object, C: object, D: object });

function open(all: object) {
  const document = openDocument(described({}, { components: { schemas: all } }), "one");
  const reader = createSchemaReader(document);
  return {
    reader,
    source: (name: string) => reader.source(document.target(`#/components/schemas/${name}`)),
  };
}

/** The schemas, and a version with one or two other properties. */
const versions = fc
  .tuple(
    schemas,
    fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom("a", "b", "c"), property), {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([before, edits]) => {
    const after = structuredClone(before);
    for (const [name, key, edited] of edits) {
      Object.assign(after[name].properties, { [key]: edited });
    }
    return [before, after] as const;
  });

it("what is remembered of schemas that refer to each other hides no break", () => {
  fc.assert(
    fc.property(versions, fc.constantFrom<Direction>("request", "response"), (pair, direction) => {
      const [before, after] = [open(pair[0]), open(pair[1])];
      const start = () => createComparison(before.reader, after.reader, defaultSettings);
      const together = start();
      for (const name of names) {
        const of = ({ compare }: typeof together) =>
          isSafe(compare(before.source(name), after.source(name), direction));
        expect(of(together)).toBe(of(start()));
      }
    }),
    { seed: 20_261_127, numRuns: isFullLevel ? 2000 : 60, endOnFailure: true },
  );
});
