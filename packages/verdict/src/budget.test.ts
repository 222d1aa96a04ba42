import { expect, it } from "vitest";
import { compareDocuments } from "./compare.ts";
import { openDocument } from "./document/open-document.ts";
import { compareOnWire } from "./operations/document-comparison.ts";
import { defaultSettings } from "./settings.ts";
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

/** One operation for each body; `Big` has 64 alternatives, with a key of `type`. */
function withBodies(bodies: readonly object[], type: string): object {
  const arm = (key: string, of: string) => ({
    type: "object",
    properties: { [key]: { type: of } },
    required: [key],
  });
  const unions = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      oneOf: [arm(`a${index}`, type), arm(`b${index}`, "string")],
    }));
  const paths = bodies.map((schema, index) => [
    `/${index}`,
    { post: { requestBody: { content: { "application/json": { schema } } }, responses: {} } },
  ]);
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: Object.fromEntries(paths),
    components: { schemas: { Big: { allOf: unions(6) }, Small: { allOf: unions(4) } } },
  };
}

/** The operations with a body that was not judged. */
function notJudged(bodies: readonly object[]): (string | null)[] {
  const [before, after] = ["integer", "boolean"].map((type) =>
    openDocument(withBodies(bodies, type), type),
  );
  if (!before || !after) throw new Error("There are two versions.");
  const { findings } = compareOnWire(before, after, { ...defaultSettings, names: "internal" });
  return findings.filter(({ text }) => /Not judged/.test(text)).map(({ operation }) => operation);
}

it("reports a schema that was not judged at each of its places", () => {
  const $ref = "#/components/schemas/Big";
  const bodies = [{ type: "object", properties: { big: { $ref } } }, { $ref }];
  expect(notJudged(bodies)).toEqual(["POST /0", "POST /1"]);
});

it("judges each of many schemas, however many there are", () => {
  const $ref = "#/components/schemas/Small";
  const bodies = Array.from({ length: 190 }, (_, index) => ({
    type: "object",
    properties: { [`key${index}`]: { allOf: [{ $ref }, { title: `${index}` }] } },
  }));
  expect(notJudged(bodies)).toEqual([]);
});
