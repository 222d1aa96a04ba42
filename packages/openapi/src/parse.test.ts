import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "./parse.ts";
import { DocumentError } from "./problem.ts";
import { hasUpstream, upstreamFile } from "./testing/upstream.ts";

const deep = 20_000;

it.each([
  ["a merge key", "a: &a { x: 1 }\nb: { <<: *a }", /merge key/],
  ["a YAML directive", "%YAML 1.1\n---\na: 1", /directives/],
  ["a TAG directive", "%TAG ! tag:x,2000:\n---\na: 1", /directives|not valid YAML/],
  ["an unknown directive", "%FOO\n---\na: 1", /not valid YAML/],
  ["a key twice", "a: 1\nb: { c: 1, c: 2 }", /"c" is a duplicate/],
  ["a list as key", "? [a, b]\n: 1", /text as key/],
  ["an alias as key", "a: &a b\n*a : 1", /text as key|not valid YAML/],
  ["a number beside its text", "200: 1\n'200': 2", /"200" is a duplicate/],
  ["null beside its text", "~: 1\n'': 2", /"" is a duplicate/],
  ["a timestamp", "a: !!timestamp 2001-01-01", /the tag/],
  ["a set", "a: !!set { b }", /the tag/],
  ["binary", "a: !!binary aGk=", /the tag/],
  ["an alias in a circle", "a: &a { b: *a }", /contains itself/],
  ["an alias in a circle of lists", "a: &a [[*a]]", /contains itself/],
  ["deep lists", `a: ${"[".repeat(deep)}${"]".repeat(deep)}`, /nested too deeply/],
  ["deep mappings", `a: ${"{a: ".repeat(deep)}1${"}".repeat(deep)}`, /nested too deeply/],
  ["deep lists in blocks", `a:\n${"- ".repeat(deep)}x`, /nested too deeply/],
  ["201 levels", `a: ${"[".repeat(201)}${"]".repeat(201)}`, /nested too deeply/],
  ["many block indicators", `a: ${">".repeat(deep)}\n  x`, /not valid YAML/],
  ["an escape that is none", 'a: "\\q"', /not valid YAML/],
])("refuses %s", (_, text, message) => {
  expect(() => parse(text, "x.yaml")).toThrow(DocumentError);
  expect(() => parse(text, "x.yaml")).toThrow(message);
});

it.each([
  ["a number of 2^53", "a: 9007199254740991", { a: 9007199254740991 }],
  ["an exponent", "a: 1e30", { a: 1e30 }],
  ["a number as key", "200: 1", { 200: 1 }],
  ["what looks infinite", "a: 550e8400", { a: "550e8400" }],
  ["an alias", "a: &a { x: 1 }\nb: *a", { a: { x: 1 }, b: { x: 1 } }],
  ["190 levels", `a: ${"[".repeat(190)}${"]".repeat(190)}`, expect.anything()],
  ["a quoted text of indicators", `a: "${">".repeat(deep)}"`, { a: ">".repeat(deep) }],
])("takes %s", (_, text, value) => {
  expect(parse(text, "x.yaml").value).toEqual(value);
});

it("keeps how whole numbers beyond 2^53 were written", () => {
  const text =
    "a: 9007199254740993\nb: [-9223372036854775808, 0xfffffffffffffff, 9007199254740991]\n'c/d': 1e30";
  const { written, value } = parse(text, "x.yaml");
  expect([...written]).toEqual([
    ["#/a", "9007199254740993"],
    ["#/b/0", "-9223372036854775808"],
    ["#/b/1", "1152921504606846975"],
  ]);
  expect(value["a"]).toBe(9007199254740992);
});

it("refuses a duplicate key in a comparison too", () => {
  expect(() => parse("a: 1\na: 2", "x.yaml", { lenient: true })).toThrow(/must be unique/);
});

it("accepts a merge key and large numbers in a comparison", () => {
  const text = "a: &a { x: 9007199254740993 }\nb: { <<: *a }";
  expect(() => parse(text, "x.yaml", { lenient: true })).not.toThrow();
  expect(() => parse("a: &a [*a]", "x.yaml", { lenient: true })).toThrow(DocumentError);
});

it.skipIf(!hasUpstream)("accepts the vendor's document", () => {
  expect(() => parse(readFileSync(upstreamFile, "utf8"), "x.yaml")).not.toThrow();
});
