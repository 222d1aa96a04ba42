import type { OperationObject, PathItem } from "@shared/openapi-model/document.ts";
import { openApiModel } from "@shared/openapi-model/model.ts";
import { expect, test } from "vitest";
import { printCallTable } from "./call-table.ts";

function table(operation: OperationObject, pathItem: PathItem = {}): string {
  const document = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { "/pets/{id}": { ...pathItem, get: { operationId: "getPet", ...operation } } },
    components: {
      schemas: { Pet: {}, Failure: {} },
      parameters: { Page: { name: "page", in: "query" } },
      requestBodies: { Pet: { required: true, content: { "application/json": pet } } },
    },
  };
  return printCallTable(openApiModel(document));
}

const pet = { schema: { $ref: "#/components/schemas/Pet" } };
const failure = {
  content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
};

test("an operation without parameters or body can be called without init", () => {
  expect(table({})).toContain('"/pets/{id}": { init: [init?: GetPetInit]; result: GetPetResult };');
});

test("parameters of the path item count, and a path parameter makes init required", () => {
  const text = table({}, { parameters: [{ name: "id", in: "path", required: true }] });
  expect(text).toContain('params: { path: NonNullable<O["getPet"]["parameters"]["path"]> };');
  expect(text).toContain("init: [init: GetPetInit]");
});

test("optional query parameters, also referenced ones, leave params optional", () => {
  const text = table({ parameters: [{ $ref: "#/components/parameters/Page" }] });
  expect(text).toContain(
    'params?: { query?: Loose<NonNullable<O["getPet"]["parameters"]["query"]>> };',
  );
  expect(text).toContain("init: [init?: GetPetInit]");
});

test("a required query parameter makes params and init required", () => {
  const text = table({ parameters: [{ name: "q", in: "query", required: true }] });
  expect(text).toContain("params: { query: Loose<");
  expect(text).toContain("init: [init: GetPetInit]");
});

test("only the sections that exist are offered", () => {
  expect(table({ parameters: [{ name: "X-A", in: "header" }] })).not.toMatch(/cookie|query|path\?/);
});

test("a body is required only if the document requires it", () => {
  const content = { "application/json": pet };
  expect(table({ requestBody: { content } })).toContain('body?: S["Pet"];');
  expect(table({ requestBody: { content, required: true } })).toContain('body: S["Pet"];');
  expect(table({ requestBody: { $ref: "#/components/requestBodies/Pet" } })).toContain(
    'body: S["Pet"];',
  );
});

test("JSON is preferred among several media types; a multipart body is a FormData", () => {
  const multipart = { "multipart/form-data": pet };
  expect(
    table({ requestBody: { content: { ...multipart, "application/vnd.x+json": pet } } }),
  ).toContain('body?: S["Pet"];');
  expect(table({ requestBody: { content: multipart } })).toContain("body?: FormData;");
});

test("responses become a union by status: equal errors grouped, empty ones undefined", () => {
  const text = table({
    responses: {
      "200": { content: { "application/json": pet } },
      "204": {},
      "401": failure,
      "404": failure,
    },
  });
  expect(text).toContain('Ok<200, S["Pet"]>');
  expect(text).toContain("Ok<204, undefined>");
  expect(text).toContain('Err<401 | 404, S["Failure"]>');
  expect(text).toContain('Err<ErrorStatus<"other 4xx/5xx than 401 | 404">, object>');
  expect(text).toMatch(/"other 4xx\/5xx than 401 \| 404": 400 \| 402 \| /);
  expect(text).toMatch(/"other 4xx\/5xx than 401 \| 404": 500 \| 501 \| /);
});

test.each([
  ["text/csv", "string"],
  ["application/pdf", "ArrayBuffer"],
])("a success of %s is a %s, and its errors are JSON", (mediaType, type) => {
  const responses = { "200": { content: { [mediaType]: {} } }, "204": {}, "404": failure };
  const text = table({ responses });
  expect(text).toContain(`Ok<200, ${type}> | Ok<204, undefined> | Err<404, S["Failure"]>`);
});

test("an error without content still has an object to read", () => {
  expect(table({ responses: { "404": {} } })).toContain(
    'Err<404 | ErrorStatus<"other 4xx/5xx than 404">, object>',
  );
});

test("ranges and default cover what is not listed", () => {
  const text = table({ responses: { "2XX": {}, "404": {}, "4XX": failure, default: failure } });
  expect(text).toContain("Ok<200 | 201 | 202");
  expect(text).toMatch(/Err<400 \| 401 \| 402 \| 403 \| 405 /);
  expect(text).not.toMatch(/Err<ErrorStatus<[^>]*>, object>/);
});

test("a schema that is not named is reached through the operation", () => {
  const content = { "application/json": { schema: { properties: {} } } };
  expect(table({ responses: { "200": { content } } })).toContain(
    'Ok<200, O["getPet"]["responses"][200]["content"]["application/json"]>',
  );
});

test("a deprecated operation is struck out in the editor", () => {
  expect(table({ deprecated: true, summary: "Get pet" })).toContain("Get pet. @deprecated");
});

test("an operation behind a path item's reference is there", () => {
  const document = {
    openapi: "3.1.0",
    paths: { "/cats": { $ref: "#/components/pathItems/cats" } },
    components: { pathItems: { cats: { get: { operationId: "listCats" } } } },
  };
  expect(printCallTable(openApiModel(document))).toContain(
    '"/cats": { init: [init?: ListCatsInit]',
  );
});
