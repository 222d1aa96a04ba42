import type { JsonObject } from "@shared/openapi-model/document.ts";
import { openApiModel } from "@shared/openapi-model/model.ts";
import { expect, test } from "vitest";
import { operationsWithoutObject } from "./body-shapes.ts";
import { printOperationTable } from "./operation-table.ts";

function document(method: string, status: string, schema?: JsonObject) {
  const response = schema ? { content: { "application/json": { schema } } } : {};
  return openApiModel({
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    paths: { "/pets": { [method]: { operationId: "do_it", responses: { [status]: response } } } },
    components: { schemas: { Pet: { type: "object" }, Pets: { type: "array" } } },
  });
}

test.each<[JsonObject, boolean]>([
  [{ type: "object" }, true],
  [{ $ref: "#/components/schemas/Pet" }, true],
  [{ allOf: [{ $ref: "#/components/schemas/Pet" }, { required: ["id"] }] }, true],
  [{ oneOf: [{ type: "object" }, { $ref: "#/components/schemas/Pet" }] }, true],
  [{ properties: { id: {} } }, true],
  [{ $ref: "#/components/schemas/Pets" }, false],
  [{ oneOf: [{ type: "object" }, { type: "array" }] }, false],
  [{ type: ["object", "null"] }, false],
  [{ type: "string" }, false],
  [{}, false],
])("%j promises an object: %s", (schema, isObject) => {
  expect(operationsWithoutObject(document("get", "200", schema))).toEqual(
    isObject ? [] : ["GET /pets"],
  );
});

test.each([
  ["get", "200", false],
  ["post", "201", false],
  ["post", "204", true],
  ["delete", "200", true],
])("no body for %s with %s is the client's default: %s", (method, status, isExpected) => {
  expect(operationsWithoutObject(document(method, status))).toEqual(
    isExpected ? [] : [`${method.toUpperCase()} /pets`],
  );
});

test("an operation is named in camel case, with its id where that is another", () => {
  expect(printOperationTable(document("get", "200"))).toContain('"doIt": ["GET","/pets","do_it"],');
});
