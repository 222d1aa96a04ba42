import { json, operation, returning, sending } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const thing = { type: "object", properties: { id: text } };
const good = (schema: unknown = thing) => ({ description: "Done", content: json(schema) });
export const documentPairs: Pair[] = [
  pair(
    "component.unused-added",
    operation({}),
    operation({}, { components: { schemas: { Spare: thing } } }),
    "N",
  ),
  pair(
    "component.unused-removed",
    operation({}, { components: { schemas: { Spare: thing } } }),
    operation({}),
    "R",
  ),
  pair(
    "component.removed",
    returning(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    returning(
      { $ref: "#/components/schemas/Object" },
      { components: { schemas: { Object: thing } } },
    ),
    "B",
  ),
  pair(
    "component.removed",
    returning(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    returning(
      { $ref: "#/components/schemas/Object" },
      { components: { schemas: { Object: thing } } },
    ),
    "N",
    { names: "internal" },
  ),
  pair(
    "component.split",
    operation(
      {
        requestBody: { required: true, content: json({ $ref: "#/components/schemas/Thing" }) },
        responses: { 200: good({ $ref: "#/components/schemas/Thing" }) },
      },
      { components: { schemas: { Thing: thing } } },
    ),
    operation(
      {
        requestBody: { required: true, content: json({ $ref: "#/components/schemas/NewThing" }) },
        responses: { 200: good({ $ref: "#/components/schemas/Thing" }) },
      },
      { components: { schemas: { Thing: { ...thing, required: ["id"] }, NewThing: thing } } },
    ),
    "A",
  ),
  pair(
    "ref.inlined",
    returning(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    returning(thing, { components: { schemas: { Thing: thing } } }),
    "N",
  ),
  pair(
    "ref.inlined",
    returning(thing),
    returning(
      { $ref: "#/components/schemas/Thing" },
      { components: { schemas: { Thing: thing } } },
    ),
    "N",
  ),
  pair(
    "external-ref.changed",
    sending({ $ref: "other.yaml#/Thing" }),
    sending({ $ref: "other.yaml#/Thing" }),
    "N",
  ),
  pair(
    "external-ref.changed",
    sending({ $ref: "other.yaml#/Thing" }),
    sending({ $ref: "another.yaml#/Thing" }),
    "R",
  ),
  pair(
    "openapi.version",
    returning(
      {
        type: "object",
        properties: {
          a: { ...text, nullable: true },
          n: { type: "number", minimum: 0, exclusiveMinimum: true },
        },
      },
      { openapi: "3.0.3" },
    ),
    returning({
      type: "object",
      properties: { a: { type: ["string", "null"] }, n: { type: "number", exclusiveMinimum: 0 } },
    }),
    "N",
  ),
  pair(
    "info.version",
    operation({}),
    operation({}, { info: { title: "Sample", version: "1.1.0" } }),
    "D",
  ),
  pair(
    "info.text",
    operation({}),
    operation({}, { info: { title: "Sample", version: "1.0.0", description: "More" } }),
    "D",
  ),
  pair(
    "info.text",
    operation({}),
    operation({}, { tags: [{ name: "A" }], externalDocs: { url: "https://example.com" } }),
    "D",
  ),
  pair(
    "document.rearranged",
    sending({ type: "object", properties: { a: text, b: text } }),
    sending({ properties: { b: text, a: text }, type: "object" }),
    "N",
  ),
  pair(
    "dialect.changed",
    operation({}),
    operation({}, { jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema" }),
    "R",
  ),
];
