import { expect, it } from "vitest";
import { compareDocuments } from "./compare.ts";
import { typesToCompare } from "./types/generate-types.ts";

function withUnions(count: number, type: string): object {
  const arm = (key: string, of: string) => ({
    type: "object",
    properties: { [key]: { type: of } },
    required: [key],
  });
  const allOf = Array.from({ length: count }, (_, index) => ({
    oneOf: [arm(`a${index}`, type), arm(`b${index}`, "string")],
  }));
  const content = { "application/json": { schema: { allOf } } };
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {
      "/a": { post: { operationId: "a", requestBody: { content }, responses: {} } },
    },
  };
}

it("gives up a schema with 2^16 alternatives, and says so", { timeout: 120_000 }, async () => {
  const { verdict, changes, typesError } = await compareDocuments(
    withUnions(16, "integer"),
    withUnions(16, "boolean"),
    typesToCompare,
  );
  expect({ verdict, typesError }).toEqual({ verdict: "risky", typesError: null });
  expect(changes.map(({ text }) => text).join("\n")).toMatch(/Not judged|too many alternatives/);
});

it("finds no change in the same schema", { timeout: 120_000 }, async () => {
  const same = withUnions(16, "integer");
  const { verdict } = await compareDocuments(same, structuredClone(same), typesToCompare);
  expect(verdict).toBe("none");
});
