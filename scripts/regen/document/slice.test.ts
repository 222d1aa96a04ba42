import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { expect, test } from "vitest";
import { smallDocument } from "../testing/small-document.ts";
import { mergeSlice } from "./slice.ts";

const read = (text: string) => parse(text, "x.yaml").value as unknown as OpenApiDocument;
const merge = (vendored: string, slice: string) =>
  mergeSlice(parse(vendored, "x.yaml"), parse(slice, "slice.yaml"));

const listSlice = `openapi: 3.1.0
info: { title: Small API, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/PetList'
components:
  schemas:
    PetList:
      type: array
      items:
        $ref: '#/components/schemas/Pet'
    Pet:
      type: object
      properties:
        kind:
          type: string
        age:
          type: integer
`;

test("a slice adds its operation and its schemas; the rest keeps its text", () => {
  const text = merge(`# ours\n${smallDocument}`, listSlice);
  expect(text.startsWith("# ours\nopenapi: 3.1.0\n")).toBe(true);
  const merged = read(text);
  expect(Object.keys(merged.paths["/pets"] ?? {})).toEqual(["post", "get"]);
  expect(merged.components?.schemas?.["PetList"]).toMatchObject({ type: "array" });
  expect(merged.components?.schemas?.["Pet"]?.properties).toHaveProperty("age");
  expect(merged.components?.schemas?.["PetRequest"]).toEqual(
    read(smallDocument).components?.schemas?.["PetRequest"],
  );
});

test("merging the same slice again changes no byte", () => {
  const once = merge(smallDocument, listSlice);
  expect(merge(once, listSlice)).toBe(once);
});

test("a slice that covers the whole vendored document replaces it byte for byte", () => {
  const renewed = smallDocument.replace("- dog", "- dog\n            - fish");
  expect(merge(smallDocument, renewed)).toBe(renewed);
});
