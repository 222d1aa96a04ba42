import { expect, it } from "vitest";
import { prepareDescription } from "./description.ts";
import { objectShape } from "./object-shape.ts";

function document(parts: object) {
  return prepareDescription({ openapi: "3.1.0", paths: {}, ...parts });
}

it("finds operations below the path of the first server", () => {
  expect(document({ servers: [{ url: "https://x.example/platform/v1/" }] }).basePath).toBe(
    "/platform/v1",
  );
  expect(document({ servers: [{ url: "/v2" }] }).basePath).toBe("/v2");
  expect(document({}).basePath).toBe("");
});

it("reads 3.0's nullable as a union with null, in every form", () => {
  const { checkSchema } = document({
    components: {
      schemas: {
        Name: { type: "string", nullable: true },
        Colour: { type: "string", enum: ["red"], nullable: true },
        Ref: { $ref: "#/components/schemas/Plain", nullable: true },
        All: { allOf: [{ $ref: "#/components/schemas/Plain" }], nullable: true },
        Never: { type: "string", nullable: false },
        Plain: { type: "object" },
      },
    },
  });
  const accepts = (name: string, value: unknown) =>
    checkSchema(`#/components/schemas/${name}`, value).length === 0;
  for (const name of ["Name", "Colour", "Ref", "All"]) expect(accepts(name, null)).toBe(true);
  for (const name of ["Never", "Plain"]) expect(accepts(name, null)).toBe(false);
  expect(accepts("Colour", "blue")).toBe(false);
  expect(accepts("Ref", "text")).toBe(false);
});

it("reads 3.0's boolean exclusive bounds", () => {
  const { checkSchema } = document({
    components: {
      schemas: {
        Open: {
          type: "number",
          minimum: 1,
          exclusiveMinimum: true,
          maximum: 3,
          exclusiveMaximum: false,
        },
      },
    },
  });
  const accepts = (value: number) => checkSchema("#/components/schemas/Open", value).length === 0;
  expect([1, 1.1, 3, 3.1].map(accepts)).toEqual([false, true, true, false]);
});

it("names the place of a schema that cannot be used", () => {
  const { checkSchema } = document({ components: { schemas: { Odd: { pattern: "(" } } } });
  expect(() => checkSchema("#/components/schemas/Odd", "x")).toThrow(
    "The spec's schema at #/components/schemas/Odd cannot be used",
  );
});

it("leaves examples as they are, with a field called nullable too", () => {
  const example = { column: "id", nullable: true };
  const { operations } = document({
    paths: {
      "/columns": {
        get: { responses: { 200: { content: { "application/json": { example } } } } },
      },
    },
  });
  expect(operations[0]?.responses[0]?.content[0]?.examples).toEqual([example]);
});

it("keeps a field called nullable", () => {
  const { checkSchema } = document({
    components: {
      schemas: { Column: { type: "object", properties: { nullable: { type: "boolean" } } } },
    },
  });
  expect(checkSchema("#/components/schemas/Column", { nullable: "x" })).toHaveLength(1);
});

it("follows references in parameters, bodies, responses and path items", () => {
  const { operations } = document({
    paths: { "/a": { $ref: "#/components/pathItems/A" } },
    components: {
      pathItems: {
        A: {
          parameters: [{ $ref: "#/components/parameters/P" }],
          post: {
            operationId: "a",
            requestBody: { $ref: "#/components/requestBodies/B" },
            responses: { 200: { $ref: "#/components/responses/R" } },
          },
        },
      },
      parameters: { P: { name: "p", in: "query", schema: { type: "string" } } },
      requestBodies: { B: { required: true, content: { "application/json": { schema: {} } } } },
      responses: { R: { content: { "application/json": { schema: { type: "string" } } } } },
    },
  });
  expect(operations).toMatchObject([
    {
      id: "a",
      parameters: [{ name: "p", in: "query" }],
      body: { required: true, content: [{ type: "application/json" }] },
      responses: [
        {
          status: "200",
          content: [{ schema: "#/components/responses/R/content/application~1json/schema" }],
        },
      ],
    },
  ]);
});

it("rejects references out of the document, and in circles, with the reason", () => {
  const paths = (ref: string) => ({ paths: { "/a": { $ref: ref } } });
  expect(() => document(paths("other.yaml#/a"))).toThrow("Bundle it into one file");
  expect(() => document(paths("#/paths/~1a"))).toThrow("refers to itself through other references");
});

it("accepts a schema that contains itself", () => {
  const { model } = document({
    components: {
      schemas: {
        Tree: {
          allOf: [
            { $ref: "#/components/schemas/Tree" },
            { type: "object", properties: { leaf: {} } },
          ],
        },
      },
    },
  });
  expect([...(objectShape(model, "#/components/schemas/Tree")?.properties.keys() ?? [])]).toEqual([
    "leaf",
  ]);
});

it("requires no key where the operation declares none", () => {
  const { operations } = document({
    security: [{ Key: [] }],
    paths: {
      "/open": { get: { operationId: "open", security: [], responses: {} } },
      "/either": { get: { operationId: "either", security: [{}, { Key: [] }], responses: {} } },
      "/closed": { get: { operationId: "closed", responses: {} } },
    },
  });
  expect(operations.filter(({ secured }) => secured).map(({ id }) => id)).toEqual(["closed"]);
});
