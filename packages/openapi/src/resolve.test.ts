import { expect, test } from "vitest";
import { lookUp, pointerTo } from "./json-pointer.ts";
import { createResolver } from "./resolve.ts";

const document = {
  a: { $ref: "#/b" },
  b: { $ref: "#/c~1d%20{e}" },
  "c/d {e}": { is: "the end" },
  circle: { $ref: "#/round" },
  round: { $ref: "#/circle" },
  list: [{ is: "first" }],
  "100%": { is: "a key" },
  components: { schemas: { Pet: { $anchor: "pet" } } },
};
const { follow, target } = createResolver(document);

test("follows a chain of references to its end, and returns the pointer of the end", () => {
  expect(follow({ node: document.a, pointer: "#/a" })).toEqual({
    node: { is: "the end" },
    pointer: "#/c~1d {e}",
  });
});

test("returns a node without a reference unchanged", () => {
  const at = { node: { $ref: { type: "string" } }, pointer: "#/x" };
  expect(follow(at)).toBe(at);
});

test.each([
  ["#/list/0", document.list[0]],
  ["#/100%25", document["100%"]],
  ["#", document],
  ["#pet", document.components.schemas.Pet],
])("%s is found", (reference, node) => {
  expect(target(reference).node).toBe(node);
});

test.each([
  ["other.json#/a", "leaves the document"],
  ["/etc/hosts", "leaves the document"],
  ["//host/x", "leaves the document"],
  ["#/nowhere", "points to nothing"],
  ["#/constructor", "points to nothing"],
  ["#/list/length", "points to nothing"],
  ["#nowhere", "points to nothing"],
  ["#/circle", "refers to itself through other references"],
  ["#/%zz", 'is not percent-encoded correctly; write "%25" for a "%"'],
])("%s is refused, since it %s", (reference, reason) => {
  expect(() => follow({ node: { $ref: reference }, pointer: "#" })).toThrow(reason);
});

test.each(["~", "/", "~1", "%41", "{a}", ""])(
  "a pointer to the key %j resolves to its value",
  (key) => {
    expect(lookUp({ at: { [key]: "found" } }, pointerTo("#/at", key))).toBe("found");
  },
);
