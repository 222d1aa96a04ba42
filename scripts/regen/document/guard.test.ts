import { parse } from "@shared/openapi-model/parse.ts";
import { expect, it } from "vitest";
import { guard } from "./guard.ts";

function withSchemas(schemas: string): ReturnType<typeof parse> {
  const head = "openapi: 3.1.0\ninfo: { title: Sample, version: '1' }\npaths: {}\n";
  return parse(`${head}components: { schemas: ${schemas} }\n`, "sample.yaml");
}

it.each([
  "{ A: true, B: false }",
  "{ A: { allOf: [true], anyOf: [false, {}], oneOf: [true] } }",
  "{ A: { not: false, if: true, then: false, else: true } }",
  "{ A: { items: true, prefixItems: [false], contains: true } }",
  "{ A: { properties: { a: true }, patternProperties: { a: false }, $defs: { a: true } } }",
])("accepts the boolean schemas of OpenAPI 3.1: %s", async (schemas) => {
  await expect(guard(withSchemas(schemas))).resolves.toBeDefined();
});

it("refuses a text in place of a schema", async () => {
  const expected = 'Expected type "Schema" (object) but got "string"';
  await expect(guard(withSchemas("{ A: text }"))).rejects.toThrow(expected);
});
