import type { OpenApiDocument, Schema } from "@shared/openapi-model/document.ts";
import { expect, test } from "vitest";
import { generateTypes } from "./generate-types.ts";
import { normalise } from "./normalise.ts";

function withSchema(schema: object): OpenApiDocument {
  const Base: Schema = { properties: { id: { type: "string" } as Schema } };
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {},
    components: { schemas: { Base, Subject: schema as Schema } },
  };
}

async function typeOf(schema: object): Promise<string> {
  const text = await generateTypes(normalise(withSchema(schema)).document);
  return (
    /Subject: ([\s\S]*?);\n {4}\};\n {4}responses/.exec(text)?.[1]?.replace(/\s+/g, " ") ?? text
  );
}

test.each([
  ["a plain type", { type: "string", nullable: true }, "string | null"],
  ["an enum", { type: "string", enum: ["a"], nullable: true }, '"a" | null'],
  [
    "a reference",
    { $ref: "#/components/schemas/Base", nullable: true },
    'components["schemas"]["Base"] | null',
  ],
  [
    "allOf",
    { allOf: [{ $ref: "#/components/schemas/Base" }], nullable: true },
    'components["schemas"]["Base"] | null',
  ],
  ["oneOf", { oneOf: [{ type: "string" }], nullable: true }, "string | null"],
  ["anyOf", { anyOf: [{ type: "string" }], nullable: true }, "string | null"],
])("`nullable: true` beside %s becomes null", async (_, schema, type) => {
  expect(await typeOf(schema)).toContain(type);
});

test("removes `nullable: false`, which has no effect", () => {
  const { document } = normalise(withSchema({ type: "string", nullable: false }));
  expect(document.components?.schemas?.["Subject"]).toEqual({ type: "string" });
});

test("a member of allOf that only lists `required` makes the keys required", async () => {
  const schema = { allOf: [{ $ref: "#/components/schemas/Base" }, { required: ["id"] }] };
  expect(await typeOf(schema)).toContain('components["schemas"]["Base"] & { id: string; }');
});

test("every place that was changed is listed", () => {
  const items = { type: "string", nullable: true };
  const schema = { properties: { list: { type: "array", items }, "a/b": { ...items } } };
  expect(normalise(withSchema(schema)).changes).toEqual([
    { step: "nullable", pointer: "#/components/schemas/Subject/properties/list/items" },
    { step: "nullable", pointer: "#/components/schemas/Subject/properties/a~1b" },
  ]);
});

test("a property that is called nullable, and an example, are left alone", () => {
  const schema = {
    properties: { nullable: { type: "boolean" } },
    example: { nullable: true },
  };
  const document = withSchema(schema);
  const { document: normalised, changes } = normalise(document);
  expect(changes).toEqual([]);
  // Not even a copy: what follows can see that nothing must be done twice.
  expect(normalised).toBe(document);
});
