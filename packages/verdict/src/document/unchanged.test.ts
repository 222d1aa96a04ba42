import { expect, it, vi } from "vitest";
import { createSchemaReader } from "../schema/canonical-schema.ts";
import { createComparison } from "../schema/compare-schemas.ts";
import { defaultSettings } from "../settings.ts";
import { described } from "../testing/documents.ts";
import { type JsonObject, objectAt } from "./json.ts";
import { openDocument } from "./open-document.ts";
import { openEnums } from "./open-enums.ts";
import { unchangedBetween } from "./unchanged.ts";

const schemas: JsonObject = {
  Tag: { type: "object", properties: { name: { type: "string" } } },
  Pet: { type: "object", properties: { tag: { $ref: "#/components/schemas/Tag" } } },
  Owner: { type: "object", properties: { pets: { items: { $ref: "#/components/schemas/Pet" } } } },
  Node: { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } } },
  Union: {
    discriminator: { propertyName: "kind", mapping: { tag: "Tag" } },
    oneOf: [{ $ref: "#/components/schemas/Node" }],
  },
};

function versionOf(components: JsonObject, more: JsonObject = {}) {
  const document = openDocument(
    described({}, { components: { schemas: components }, ...more }),
    "",
  );
  return { document, open: openEnums(document.model) };
}

function unchangedIn(oldSchemas: JsonObject, newSchemas: JsonObject): string[] {
  const [before, after] = [versionOf(oldSchemas), versionOf(newSchemas)];
  const isUnchanged = unchangedBetween(before, after);
  return Object.keys(oldSchemas).filter((name) => isUnchanged(oldSchemas[name], newSchemas[name]));
}

it("finds all schemas of two equal documents unchanged, also those that contain themselves", () => {
  expect(unchangedIn(schemas, structuredClone(schemas))).toEqual(Object.keys(schemas));
});

it.each<[string, JsonObject, string[]]>([
  ["behind references", { Tag: { type: "string" } }, ["Node"]],
  ["behind a reference to itself", { Node: { type: "array" } }, ["Tag", "Pet", "Owner"]],
  [
    "in the order of the keys",
    { Tag: { properties: { name: { type: "string" } }, type: "object" } },
    ["Node"],
  ],
  [
    "by a key more",
    { Owner: { ...objectAt(schemas, "Owner"), title: "Owner" } },
    ["Tag", "Pet", "Node", "Union"],
  ],
])("does not find unchanged what differs %s", (_, changed, left) => {
  expect(unchangedIn(schemas, { ...structuredClone(schemas), ...changed })).toEqual(left);
});

it("does not find an enum unchanged that may grow in one version only", () => {
  const state = () => ({ State: { type: "string", enum: ["on", "off"] } });
  const $ref = "#/components/schemas/State";
  const before = versionOf(state());
  const after = versionOf(state(), {
    paths: {
      "/a": { post: { requestBody: { content: { "a/b": { schema: { $ref } } } }, responses: {} } },
    },
  });
  const at = ({ document }: typeof before) =>
    objectAt(objectAt(objectAt(document.root, "components"), "schemas"), "State");
  expect(unchangedBetween(before, after)(at(before), at(after))).toBe(false);
});

it("finds nothing unchanged between two versions of OpenAPI, which read the same words differently", () => {
  const [before, after] = [versionOf(schemas, { openapi: "3.0.3" }), versionOf(schemas)];
  expect(unchangedBetween(before, after)(schemas["Tag"], schemas["Tag"])).toBe(false);
});

it("compares a node in two places, as a YAML anchor can make it, with each of its new nodes", () => {
  const text = { type: "string" };
  const users = {
    UsesA: { items: { $ref: "#/components/schemas/A" } },
    UsesB: { items: { $ref: "#/components/schemas/B" } },
  };
  const changed = { A: { ...text }, B: { type: "integer" }, ...structuredClone(users) };
  expect(unchangedIn({ A: text, B: text, ...users }, changed)).toEqual(["A", "UsesA"]);
});

it("does not find unchanged what refers to an anchor that moved to another schema", () => {
  const user = { User: { items: { $ref: "#tag" } } };
  const tag = { $anchor: "tag", type: "string" };
  expect(unchangedIn({ ...user, Tag: tag }, { ...user, Label: tag })).toEqual([]);
});

it("does not find a date unchanged that is another day", () => {
  const on = (day: string) => ({ Day: { enum: [new Date(day)] } });
  expect(unchangedIn(on("2026-01-01"), on("2026-01-02"))).toEqual([]);
});

it("a node that contains itself, as a YAML anchor can make it, ends", () => {
  const circle = () => {
    const node: JsonObject = { type: "object" };
    node["x-self"] = node;
    return node;
  };
  const [before, after] = [versionOf(schemas), versionOf(schemas)];
  expect(unchangedBetween(before, after)(circle(), circle())).toBe(true);
});

it("a comparison of two versions reads the schemas that changed, and no others", () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `S${index}`,
      { type: "object", properties: { name: { type: "string" } } },
    ]),
  );
  const whole = (changed: JsonObject): JsonObject => ({
    ...structuredClone(many),
    ...changed,
    All: {
      type: "object",
      properties: Object.fromEntries(
        Object.keys(many).map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
      ),
    },
  });
  const before = versionOf(whole({}));
  const after = versionOf(whole({ S7: { type: "object", properties: {} } }));
  const readers = [before, after].map(({ document }) => createSchemaReader(document));
  const [oldReader, newReader] = readers;
  if (!oldReader || !newReader) throw new Error("There are two versions.");
  const canonical = vi.spyOn(oldReader, "canonical");
  const comparison = createComparison(
    oldReader,
    newReader,
    defaultSettings,
    unchangedBetween(before, after),
  );
  const all = ({ document }: typeof before) =>
    objectAt(objectAt(objectAt(document.root, "components"), "schemas"), "All");
  const findings = comparison.compare(
    oldReader.source(all(before)),
    newReader.source(all(after)),
    "response",
  );
  expect(findings.map(({ path }) => path)).toEqual([".S7.name"]);
  expect(canonical.mock.calls.length).toBeLessThan(10);

  canonical.mockClear();
  const { S1: one } = objectAt(objectAt(before.document.root, "components"), "schemas");
  const { S1: same } = objectAt(objectAt(after.document.root, "components"), "schemas");
  comparison.compare(oldReader.source(one), newReader.source(same), "response");
  expect(canonical).not.toHaveBeenCalled();
});
