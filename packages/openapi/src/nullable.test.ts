import { expect, test } from "vitest";
import { withoutNullable } from "./nullable.ts";

const nothing = { type: "null" };
const pet = { $ref: "#/components/schemas/Pet" };

test.each([
  [{ type: "string" }, { type: "string" }],
  [{ type: "string", nullable: false }, { type: "string" }],
  [
    { type: "string", nullable: true, maxLength: 3 },
    { type: ["string", "null"], maxLength: 3 },
  ],
  [{ type: ["string", "null"], nullable: true }, { type: ["string", "null"] }],
  [
    { type: "string", enum: ["a"], nullable: true },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  [
    { ...pet, nullable: true, title: "t" },
    { anyOf: [pet, nothing], title: "t" },
  ],
  [{ allOf: [pet], nullable: true }, { anyOf: [{ allOf: [pet] }, nothing] }],
  [
    { type: "object", allOf: [pet], nullable: true },
    { type: ["object", "null"], anyOf: [{ allOf: [pet] }, nothing] },
  ],
  [{ oneOf: [pet], nullable: true }, { oneOf: [pet, nothing] }],
  [{ anyOf: [pet], nullable: true }, { anyOf: [pet, nothing] }],
  [{ nullable: true }, {}],
])("%j means %j", (schema, expected) => {
  const before = structuredClone(schema);
  expect(withoutNullable(schema)).toEqual(expected);
  expect(schema).toEqual(before);
});
