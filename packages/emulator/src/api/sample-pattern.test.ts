import { expect, it } from "vitest";
import { samplePattern } from "./sample-pattern.ts";

it.each([
  "^#[0-9A-Fa-f]{6}$",
  "^[A-Z]{2}$",
  "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$",
  "^(?:red|blue)-\\d{2,4}$",
  "^\\+?[1-9]\\d{7,14}$",
  "^wamid\\.[A-Za-z0-9=]+$",
  "a.c",
])("writes a string that %s accepts", (pattern) => {
  expect(samplePattern(pattern)).toMatch(new RegExp(pattern, "u"));
});

it.each(["^(a{9999}){9999}$", "^(((a{999}){999}){999}){999}$", "^a{99999999999}$"])(
  "writes no sample of %s, whose samples take all memory",
  (pattern) => {
    expect(samplePattern(pattern)).toBeUndefined();
  },
);

it("returns undefined for a pattern that it cannot read", () => {
  expect(samplePattern("^(?!a)b$")).toBeUndefined();
});
