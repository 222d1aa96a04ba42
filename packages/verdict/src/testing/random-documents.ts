import fc from "fast-check";
import type { JsonObject } from "../document/json.ts";
import { described, json } from "./documents.ts";

const names = fc.constantFrom(
  "id",
  "name",
  "status",
  "items",
  "owner",
  "count",
  "value",
  "default",
);
const words = fc.constantFrom("active", "revoked", "a", "b", "x");

/** Schemas as people write them, references into the document's own components included. */
export const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ type: fc.constant("boolean"), description: words }, { requiredKeys: ["type"] }),
    fc.record(
      {
        type: fc.constant("string"),
        maxLength: fc.nat(90),
        pattern: fc.constantFrom("^a+$", "^[a-z]{2}$"),
        format: fc.constantFrom("uuid", "date-time", "odd"),
        default: words,
      },
      { requiredKeys: ["type"] },
    ),
    fc.record(
      {
        type: fc.constantFrom("integer", "number"),
        minimum: fc.integer({ min: -5, max: 5 }),
        maximum: fc.integer({ min: 6, max: 20 }),
        multipleOf: fc.constantFrom(1, 2, 0.5),
      },
      { requiredKeys: ["type"] },
    ),
    fc.record({ type: fc.constant("string"), enum: fc.uniqueArray(words, { minLength: 1 }) }),
    fc.record({ type: fc.constant(["string", "null"]) }),
    fc
      .constantFrom("Node", "Leaf", "Pet")
      .map((name) => ({ $ref: `#/components/schemas/${name}` })),
    fc.record(
      {
        type: fc.constant("array"),
        items: tie("schema"),
        minItems: fc.nat(3),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: ["type", "items"] },
    ),
    fc.record({
      type: fc.constant("array"),
      prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
    }),
    objects(tie("schema")),
    fc.record({ allOf: fc.array(objects(tie("schema")), { minLength: 1, maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant("string"), not: tie("schema") }),
  ),
})).schema;

function objects(inner: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.record(
    {
      type: fc.constant("object"),
      properties: fc.dictionary(names, inner, { maxKeys: 4 }),
      required: fc.uniqueArray(names, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), inner),
    },
    { requiredKeys: ["type"] },
  );
}

const components = fc
  .record({ Node: objects(schemas), Leaf: schemas, Pet: objects(schemas) })
  .map(({ Node, Leaf, Pet }) => ({
    Node: {
      ...Node,
      properties: {
        ...(Node["properties"] as JsonObject),
        child: { $ref: "#/components/schemas/Node" },
      },
    },
    // A component that is nothing but a reference to itself describes nothing.
    Leaf: "$ref" in Leaf ? { type: "string" } : Leaf,
    Pet,
  }));

export const documents: fc.Arbitrary<JsonObject> = fc
  .record({
    sent: schemas,
    read: schemas,
    fault: schemas,
    filter: schemas,
    components,
    optional: fc.boolean(),
  })
  .map(({ sent, read, fault, filter, components: own, optional }) =>
    described(
      {
        "/things/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          post: {
            operationId: "sendThing",
            parameters: [{ name: "filter", in: "query", schema: filter }],
            requestBody: { required: !optional, content: json(sent) },
            responses: {
              200: { description: "Done", content: json(read) },
              422: { description: "Fault", content: json(fault) },
            },
          },
        },
      },
      { components: { schemas: own } },
    ),
  );
