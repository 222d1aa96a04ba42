import { expect, it } from "vitest";
import type { JsonObject } from "../document/json.ts";
import { openDocument } from "../document/open-document.ts";
import { defaultSettings } from "../settings.ts";
import { described } from "../testing/documents.ts";
import { createSchemaReader } from "./canonical-schema.ts";
import { compareBranch } from "./compare-branch.ts";
import { createComparison } from "./compare-schemas.ts";
import { matchMembers } from "./match-members.ts";

const text = { type: "string" };
const object = (properties: JsonObject, more: JsonObject = {}) => ({
  type: "object",
  properties,
  ...more,
});

/** The places of the old and new members that are one, and of those that are none. */
function matched(oldMembers: readonly JsonObject[], newMembers: readonly JsonObject[]) {
  const read = (anyOf: readonly JsonObject[]) => {
    const document = openDocument(
      described({}, { components: { schemas: { It: { anyOf } } } }),
      "",
    );
    const reader = createSchemaReader(document);
    const canonical = reader.canonical(reader.source(document.target("#/components/schemas/It")));
    return { reader, canonical };
  };
  const [before, after] = [read(oldMembers), read(newMembers)];
  const comparison = createComparison(before.reader, after.reader, defaultSettings);
  const place = { comparison, direction: "request" as const, pointer: "" };
  const schemas = { old: before.canonical, new: after.canonical };
  const { pairs, gone, come } = matchMembers(
    before.canonical.branches,
    after.canonical.branches,
    (one, other) => compareBranch(one, other, place, schemas),
    comparison,
  );
  const at = ({ pointer }: { pointer: string }) => pointer.split("/").at(-1);
  return {
    pairs: pairs.map(([one, other]) => `${at(one)}>${at(other)}`).sort(),
    gone: gone.map(at),
    come: come.map(at),
  };
}

const kind = (value: string, more: JsonObject = {}) =>
  object({ kind: { const: value }, ...more }, { required: ["kind"] });

const many = Array.from({ length: 22 }, (_, i) => `key${i}`);

/** The new members are in the opposite order. */
it.each<[string, JsonObject[], JsonObject[]]>([
  [
    "equal members, before members of the same name",
    [object({ a: text }, { title: "One" }), object({ b: text }, { title: "One" })],
    [object({ b: text }, { title: "One" }), object({ a: text }, { title: "One" })],
  ],
  [
    "members of one name, whatever else changed",
    [object({ a: text }, { title: "One" }), object({ b: text }, { title: "Two" })],
    [object({ a: text }, { title: "Two" }), object({ b: text }, { title: "One" })],
  ],
  [
    "members of one tag, whatever else changed",
    [kind("a", { x: text, y: text }), kind("b", { p: text, q: text })],
    [kind("b", { x: text, y: text }), kind("a", { p: text, q: text })],
  ],
  [
    "equal members of other names, however many",
    many.map((key) => object({ [key]: text }, { title: `Old ${key}` })),
    many.toReversed().map((key) => object({ [key]: text }, { title: `New ${key}` })),
  ],
  [
    "members with the same keys, with another tag",
    [kind("a", { x: text }), kind("b", { y: text })],
    [kind("c", { y: text }), kind("d", { x: text })],
  ],
  [
    "the members that differ least",
    [
      object({ a: text, b: text, c: text, d: text }),
      object({ a: text, b: text, c: text, e: text }),
    ],
    [
      object({ a: text, b: text, c: text, e: text, f: text }),
      object({ a: text, b: text, c: text, d: text, f: text }),
    ],
  ],
  [
    "members that only grew",
    [
      { ...text, maxLength: 3 },
      { ...text, minLength: 5 },
    ],
    [
      { ...text, minLength: 4 },
      { ...text, maxLength: 4 },
    ],
  ],
])("takes for one: %s", (_, oldMembers, newMembers) => {
  const pairs = oldMembers.map((_, i) => `${i}>${oldMembers.length - 1 - i}`).sort();
  expect(matched(oldMembers, newMembers)).toEqual({ pairs, gone: [], come: [] });
});

it.each<[string, JsonObject, JsonObject]>([
  [
    "have less than half of their keys in common",
    object({ a: text, b: text, c: text }),
    object({ a: { type: "integer" }, x: text, y: text }),
  ],
  [
    "have other names",
    object({ a: text }, { title: "One" }),
    object({ a: { type: "integer" } }, { title: "Two" }),
  ],
  ["have other tags", kind("a", { x: text, y: text }), kind("b", { x: text, z: text })],
])("does not take for one the members that %s", (_, one, other) => {
  expect(matched([one, kind("z")], [other, kind("z")])).toEqual({
    pairs: ["1>1"],
    gone: ["0"],
    come: ["0"],
  });
});
