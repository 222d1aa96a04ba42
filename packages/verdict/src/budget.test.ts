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

it("reports that a schema with 2^16 alternatives was not judged", {
  timeout: 120_000,
}, async () => {
  const { verdict, changes, typesError } = await compareDocuments(
    withUnions(16, "integer"),
    withUnions(16, "boolean"),
    typesToCompare,
  );
  expect({ verdict, typesError }).toEqual({ verdict: "risky", typesError: null });
  expect(changes.map(({ text }) => text).join("\n")).toMatch(/Not judged|too many alternatives/);
});

/** The same with each union in a separate schema; the last is of `type`. */
function withReferredUnions(count: number, type: string): object {
  const arm = (key: string, of: string) => ({
    type: "object",
    properties: { [key]: { type: of } },
    required: [key],
  });
  const unions = Array.from({ length: count }, (_, index) => [
    `U${index}`,
    { oneOf: [arm(`a${index}`, index < count - 1 ? "integer" : type), arm(`b${index}`, "string")] },
  ]);
  const allOf = unions.map(([name]) => ({ $ref: `#/components/schemas/${name}` }));
  const All = { allOf: [{ $ref: "#/components/schemas/Half" }, ...allOf.slice(count / 2)] };
  const Half = { allOf: allOf.slice(0, count / 2) };
  const content = { "application/json": { schema: { $ref: "#/components/schemas/All" } } };
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {
      "/a": { post: { operationId: "a", requestBody: { content }, responses: {} } },
    },
    components: { schemas: { All, Half, ...Object.fromEntries(unions) } },
  };
}

it("reports that 2^16 alternatives behind references were not judged", {
  timeout: 120_000,
}, async () => {
  const [old, fresh] = [withReferredUnions(16, "integer"), withReferredUnions(16, "boolean")];
  const all = await compareDocuments(old, fresh, typesToCompare);
  expect(all.typesError).toBeNull();
  const { changes } = all;
  const body = changes.filter(({ text }) => /Not judged/.test(text));
  expect(body.map(({ class: level }) => level)).toContain("risky");
  const same = await compareDocuments(old, structuredClone(old), typesToCompare);
  expect(same.verdict).toBe("none");
});

it("finds no change in the same schema", { timeout: 120_000 }, async () => {
  const same = withUnions(16, "integer");
  const { verdict } = await compareDocuments(same, structuredClone(same), typesToCompare);
  expect(verdict).toBe("none");
});
