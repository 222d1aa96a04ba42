import type { JsonObject } from "@shared/openapi-model/document.ts";
import { openApiModel } from "@shared/openapi-model/model.ts";
import { expect, test } from "vitest";
import { bodiesWithoutObject } from "./body-shapes.ts";
import { printOperationTable } from "./operation-table.ts";

const anyJson = { accept: "application/json", as: "json" };

function document(method: string, status: string, schema?: JsonObject, ...mediaTypes: string[]) {
  const types = mediaTypes.length > 0 ? mediaTypes : ["application/json"];
  const content = Object.fromEntries(types.map((type) => [type, { schema }]));
  const response = schema ? { content } : {};
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
  expect(bodiesWithoutObject(document("get", "200", schema))).toEqual(
    isObject ? {} : { "GET /pets": anyJson },
  );
});

test.each<[string[], object]>([
  [["text/csv"], { accept: "text/csv", as: "text" }],
  [["text/csv; charset=utf-8", "application/pdf"], { accept: "text/csv", as: "text" }],
  [["image/svg+xml"], { accept: "image/svg+xml", as: "text" }],
  [["application/pdf", "image/png"], { accept: "application/pdf, image/png", as: "arrayBuffer" }],
  [
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    {
      accept: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      as: "arrayBuffer",
    },
  ],
  [["text/csv", "application/vnd.api+json"], anyJson],
  [["*/*"], anyJson],
  [["text/csv\r\nx-evil: 1"], anyJson],
])("a success of %j is read so", (mediaTypes, body) => {
  expect(bodiesWithoutObject(document("get", "200", {}, ...mediaTypes))).toEqual({
    "GET /pets": body,
  });
});

test.each([
  ["get", "200", false],
  ["post", "201", false],
  ["post", "204", true],
  ["delete", "200", true],
])("no body for %s with %s is the client's default: %s", (method, status, isExpected) => {
  expect(bodiesWithoutObject(document(method, status))).toEqual(
    isExpected ? {} : { [`${method.toUpperCase()} /pets`]: anyJson },
  );
});

test("an operation is named in camel case, with its id where that is another", () => {
  expect(printOperationTable(document("get", "200"))).toContain('"doIt": ["GET","/pets","do_it"],');
});
