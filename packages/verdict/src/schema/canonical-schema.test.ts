import { describe, expect, it } from "vitest";
import { openDocument } from "../document/open-document.ts";
import { described } from "../testing/documents.ts";
import { acceptsValue } from "./accepts-value.ts";
import { branchKey } from "./branch.ts";
import { pruned } from "./canonical.ts";
import { createSchemaReader } from "./canonical-schema.ts";
import { sampleValues } from "./sample-values.ts";

const text = { type: "string" };

function read(schema: unknown, schemas: object = {}, openapi = "3.1.0") {
  const document = openDocument(
    described({}, { openapi, components: { schemas: { Read: schema, ...schemas } } }),
    "one",
  );
  const reader = createSchemaReader(document);
  const raw = document.target("#/components/schemas/Read");
  const canonical = pruned(reader.canonical(reader.source(raw)));
  return {
    canonical,
    keys: canonical.branches.map(branchKey).sort(),
    accepts: (value: unknown) => acceptsValue(canonical, value, reader.canonical),
    samples: () => sampleValues(canonical, reader.canonical),
  };
}

describe("one form for one set of values", () => {
  it.each([
    [
      "nullable and a type array",
      { ...text, nullable: true },
      "3.0.3",
      { type: ["string", "null"] },
      "3.1.0",
    ],
    [
      "a type array and a null branch",
      { type: ["string", "null"] },
      "3.1.0",
      { anyOf: [{ type: "null" }, text] },
      "3.1.0",
    ],
    ["const and a list of one", { const: "a" }, "3.1.0", { enum: ["a"] }, "3.1.0"],
    [
      "consts one by one and a list",
      { oneOf: [{ const: "a" }, { const: "b" }] },
      "3.1.0",
      { enum: ["a", "b"] },
      "3.1.0",
    ],
    [
      "both forms of an open bound",
      { type: "number", minimum: 0, exclusiveMinimum: true },
      "3.0.3",
      { type: "number", exclusiveMinimum: 0 },
      "3.1.0",
    ],
    [
      "integer or number, and number",
      { anyOf: [{ type: "integer" }, { type: "number" }] },
      "3.1.0",
      { type: "number" },
      "3.1.0",
    ],
    [
      "an excluded type and a shorter list of types",
      { type: ["string", "null"], not: { type: "null" } },
      "3.1.0",
      text,
      "3.1.0",
    ],
    [
      "what bounds leave of a list, and the rest of it",
      { enum: ["a", "bbb"], type: "string", maxLength: 2 },
      "3.1.0",
      { enum: ["a"] },
      "3.1.0",
    ],
  ])("%s", (_what, one, oneVersion, other, otherVersion) => {
    expect(read(one, {}, oneVersion).keys).toEqual(read(other, {}, otherVersion).keys);
  });

  it("reads nullable in 3.0 beside a type only, and never in 3.1", () => {
    const types = (schema: object, version: string) =>
      read(schema, { Text: text }, version).canonical.branches.map(({ type }) => type);
    expect(types({ $ref: "#/components/schemas/Text", nullable: true }, "3.0.3")).toEqual([
      "string",
    ]);
    expect(types({ ...text, nullable: true }, "3.1.0")).toEqual(["string"]);
  });
});

describe("allOf", () => {
  const closed = { type: "object", properties: { a: text }, additionalProperties: false };

  it("lets one closed member forbid its siblings' keys", () => {
    const { accepts } = read({ allOf: [closed, { type: "object", properties: { b: text } }] });
    expect(accepts({ a: "x" })).toBe(true);
    expect(accepts({ b: "x" })).toBe(false);
  });

  it("lets unevaluatedProperties see the members it stands beside, and no others", () => {
    const b = { type: "object", properties: { b: text } };
    const a = { type: "object", properties: { a: text } };
    const outside = read({ allOf: [a, b], unevaluatedProperties: false });
    expect([outside.accepts({ a: "x", b: "x" }), outside.accepts({ c: 1 })]).toEqual([true, false]);
    const inside = read({ allOf: [{ ...a, unevaluatedProperties: false }, b] });
    expect(inside.accepts({ b: "x" })).toBe(false);
  });
});

describe("a schema that contains itself", () => {
  it("ends, by reference, by member and by inheritance", () => {
    expect(
      read({ type: "object", properties: { next: { $ref: "#/components/schemas/Read" } } }).accepts(
        { next: { next: {} } },
      ),
    ).toBe(true);
    expect(
      read({ anyOf: [{ $ref: "#/components/schemas/Read" }, text] }).canonical.branches.map(
        ({ type }) => type,
      ),
    ).toEqual(["string"]);
    const pet = {
      type: "object",
      properties: { kind: text },
      oneOf: [{ $ref: "#/components/schemas/Cat" }],
    };
    const cat = {
      allOf: [
        { $ref: "#/components/schemas/Read" },
        { type: "object", properties: { meow: text }, required: ["meow"] },
      ],
    };
    const { accepts } = read(pet, { Cat: cat });
    expect([accepts({ kind: "cat", meow: "x" }), accepts({ kind: "cat" })]).toEqual([true, false]);
  });
});

describe("samples", () => {
  it("are admitted by the schema they come from, and the same on every run", () => {
    const schema = {
      type: "object",
      required: ["id"],
      properties: {
        id: { ...text, pattern: "^[A-Z]{3}$" },
        size: { type: "integer", minimum: 3, multipleOf: 5 },
        tags: { type: "array", items: { enum: ["x", "y"] }, minItems: 1 },
      },
    };
    const { samples, accepts } = read(schema);
    expect(samples().length).toBeGreaterThan(3);
    expect(samples().every(accepts)).toBe(true);
    expect(samples()).toEqual(samples());
  });
});
