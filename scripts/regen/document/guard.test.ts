import { openApiModel } from "@shared/openapi-model/model.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { expect, it } from "vitest";
import { checkContent, guard } from "./guard.ts";

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

function withHead(head: string): ReturnType<typeof parse> {
  return parse(`${head}\npaths: {}\n`, "sample.yaml");
}
const info = "info: { title: Sample, version: '1' }";

it.each(["3.1", "3.10.0", "3.1.0-rc1", "3.0.3"])("refuses the version %s", async (version) => {
  const document = withHead(`openapi: '${version}'\n${info}`);
  await expect(guard(document)).rejects.toThrow(`expected OpenAPI 3.1`);
});

it.each([
  ["another version", withHead(`openapi: 2.0.0\n${info}`), "expected OpenAPI 3.1"],
  ["a broken reference", withSchemas("{ A: { $ref: '#/components/schemas/B' } }"), "schemas/B"],
])("reports known problems together with %s", async (_, document, own) => {
  const known = [document.problem("#/info", "is known.")];
  const error: Error = await guard(document, known).catch((thrown) => thrown);
  expect(error.message).toContain("is known.");
  expect(error.message).toContain(own);
});

it("accepts an unknown key, and refuses a misspelt one with a suggestion", async () => {
  await expect(guard(withSchemas("{ A: { nullable: true } }"))).resolves.toBeDefined();
  const misspelt = guard(withSchemas("{ A: { propertees: {} } }"));
  await expect(misspelt).rejects.toThrow('Did you mean "properties"?');
});

it("quotes a wrong value, and not a whole object", async () => {
  const quoted = guard(withSchemas("{ A: { type: 5 } }"));
  await expect(quoted).rejects.toThrow("Found 5.");
  const error: Error = await guard(withSchemas("{ A: { required: { secret: x } } }")).catch(
    (thrown) => thrown,
  );
  expect(error.message).toContain(`Expected type "array" but got "object"`);
  expect(error.message).not.toContain("secret");
});

it("checks the content of a model without the structure", () => {
  const { value, problem } = withSchemas("{ A: { $ref: '#/components/schemas/B' } }");
  expect(() => checkContent(openApiModel(value), problem)).toThrow("schemas/B");
});

it("refuses a text in place of a schema", async () => {
  const expected = 'Expected type "Schema" (object) but got "string"';
  await expect(guard(withSchemas("{ A: text }"))).rejects.toThrow(expected);
});
