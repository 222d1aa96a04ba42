import { expect, it } from "vitest";
import { rememberTypes } from "./generate-types.ts";

it("generates the types of equal documents once, and of different ones each", async () => {
  const generated: object[] = [];
  const typesOf = rememberTypes(async (document) => {
    generated.push(document);
    return `types ${generated.length}`;
  });
  expect(await typesOf({ paths: { "/a": {} } })).toBe("types 1");
  expect(await typesOf({ paths: { "/a": {} } })).toBe("types 1");
  expect(await typesOf({ paths: { "/b": {} } })).toBe("types 2");
  expect(generated).toHaveLength(2);
});

it("takes documents that differ in the order of their keys as different, as generators do", async () => {
  const typesOf = rememberTypes(async (document) => JSON.stringify(document));
  expect(await typesOf({ a: 1, b: 2 })).not.toBe(await typesOf({ b: 2, a: 1 }));
});
