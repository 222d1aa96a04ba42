import { describe, expect, test } from "vitest";
import { referencesIn, walk } from "./walk.ts";

const outside = "https://outside.example/x.json";
const ref = { $ref: outside };

/** The places below a schema where a `$ref` is a reference. */
const referencesInSchemas = [
  "properties/example",
  "properties/default",
  "properties/$ref",
  "properties/x-a",
  "patternProperties/enum",
  "$defs/const",
  "definitions/examples",
  "dependentSchemas/a",
  "items",
  "items/0",
  "allOf/0",
  "not",
  "additionalProperties",
  "properties/a/properties/constructor",
];

const dataInSchemas = ["example", "examples/0", "default", "enum/0", "const", "default/deep/0"];

/** The pointers in a document where a `$ref` is a reference. */
const referencesInDocuments = [
  ["components/schemas/example", "schema"],
  ["components/schemas/default", "schema"],
  ["components/schemas/constructor", "schema"],
  ["components/schemas/x-pet", "schema"],
  ["components/responses/default", "response"],
  ["components/responses/examples", "response"],
  ["components/links/example", "link"],
  ["components/callbacks/enum", "callback"],
  ["components/headers/const", "header"],
  ["components/examples/value", "example"],
  ["components/parameters/value", "parameter"],
  ["components/requestBodies/example", "requestBody"],
  ["components/securitySchemes/default", "securityScheme"],
  ["components/pathItems/a", "pathItem"],
  ["paths/~1a", "pathItem"],
  ["paths/~1a/get/responses/default", "response"],
  ["paths/~1a/get/responses/200/links/example", "link"],
  ["paths/~1a/get/responses/200/headers/example", "header"],
  ["paths/~1a/get/callbacks/example", "callback"],
  ["paths/~1a/get/callbacks/a/{$request.body#~1url}", "pathItem"],
  ["paths/~1a/get/parameters/0/examples/example", "example"],
  ["paths/~1a/get/parameters/0/schema", "schema"],
  ["paths/~1a/get/requestBody/content/a~1b/examples/value", "example"],
  ["paths/~1a/get/requestBody/content/a~1b/encoding/example/headers/x", "header"],
  ["webhooks/x-ours", "pathItem"],
  ["x-extension/a", "extension"],
  ["unknown/example", "other"],
  ["info/contact", "other"],
] as const;

const dataInDocuments = [
  "paths/~1a/get/parameters/0/example",
  "paths/~1a/get/parameters/0/examples/a/value",
  "paths/~1a/get/requestBody/content/a~1b/example",
  "components/examples/a/value",
  "components/links/a/parameters",
  "components/links/a/requestBody",
];

/** A document with one value, at a pointer. */
function documentWith(pointer: string, value: unknown): Record<string, unknown> {
  const keys = pointer.split("/").map((key) => key.replaceAll("~1", "/"));
  return keys.reduceRight<unknown>(
    (child, key) => (key === "0" ? [child] : { [key]: child }),
    value,
  ) as Record<string, unknown>;
}

describe("a $ref is a reference", () => {
  test.each(referencesInSchemas)("in a schema at %s", (place) => {
    const pointer = `components/schemas/Pet/${place}`;
    expect(referencesIn(documentWith(pointer, ref))).toEqual([
      {
        kind: "$ref",
        value: outside,
        pointer: `#/${pointer}/$ref`,
        owner: `#/${pointer}`,
        place: "schema",
      },
    ]);
  });

  test.each(referencesInDocuments)("at %s, of a %s", (pointer, place) => {
    const found = referencesIn(documentWith(pointer, ref)).filter(({ kind }) => kind === "$ref");
    expect(found).toMatchObject([{ value: outside, place }]);
  });

  test("also where a careless tool reads a name as a keyword", () => {
    expect(referencesIn(documentWith("components/schemas/A/properties", ref))).toMatchObject([
      { kind: "$ref", value: outside },
    ]);
  });
});

test.each([...dataInSchemas.map((place) => `components/schemas/Pet/${place}`), ...dataInDocuments])(
  "a $ref is data at %s",
  (pointer) => {
    expect(referencesIn(documentWith(pointer, ref))).toEqual([]);
  },
);

test("the target of a reference has the kind of the reference", () => {
  const document = documentWith("components/schemas/Pet", {
    example: { properties: { a: ref } },
    properties: { self: { $ref: "#/components/schemas/Pet/example" } },
  });
  expect(referencesIn(document).map(({ pointer }) => pointer)).toEqual([
    "#/components/schemas/Pet/properties/self/$ref",
    "#/components/schemas/Pet/example/properties/a/$ref",
  ]);
});

test.each([
  ["components/schemas/A/discriminator/mapping/cat", "mapping"],
  ["components/schemas/A/discriminator/mapping/$ref", "mapping"],
  ["components/schemas/A/$dynamicRef", "$dynamicRef"],
  ["components/schemas/A/$id", "$id"],
  ["components/schemas/A/$anchor", "$anchor"],
  ["components/schemas/A/$schema", "$schema"],
  ["components/links/example/operationRef", "operationRef"],
  ["components/links/a/server/url", "url"],
  ["components/examples/value/externalValue", "externalValue"],
  ["components/securitySchemes/a/openIdConnectUrl", "openIdConnectUrl"],
  ["components/securitySchemes/a/flows/password/tokenUrl", "tokenUrl"],
  ["servers/0/url", "url"],
  ["paths/~1a/servers/0/url", "url"],
  ["paths/~1a/get/servers/0/url", "url"],
  ["jsonSchemaDialect", "jsonSchemaDialect"],
])("%s names another place", (pointer, kind) => {
  expect(referencesIn(documentWith(pointer, outside))).toMatchObject([
    { kind, value: outside, pointer: `#/${pointer}` },
  ]);
});

test("the expression of a callback names another place", () => {
  const document = documentWith("paths/~1a/get/callbacks/done/{url}", {});
  expect(referencesIn(document)).toMatchObject([{ kind: "callback", value: "{url}" }]);
});

test.each(["components/schemas/A/properties/$id", "components/schemas/A/example/$id", "info/url"])(
  "%s names none",
  (pointer) => {
    expect(referencesIn(documentWith(pointer, outside))).toEqual([]);
  },
);

test("the walk ends with cycles of references and of values", () => {
  const pet: Record<string, unknown> = { items: { $ref: "#/components/schemas/Pet" } };
  pet["not"] = pet;
  expect(referencesIn(documentWith("components/schemas/Pet", pet))).toHaveLength(1);
});

test("visits every value with its kind, outer values first", () => {
  const document = documentWith("components/schemas/A", { title: "t", enum: [1], "x-a": true });
  const visited: string[] = [];
  walk(document, ({ pointer, kind }) => visited.push(`${kind} ${pointer}`));
  expect(visited).toEqual([
    "document #",
    "components #/components",
    "schema #/components/schemas/A",
    "other #/components/schemas/A/title",
    "data #/components/schemas/A/enum/0",
    "extension #/components/schemas/A/x-a",
  ]);
});
