import { isObject, type JsonObject, objectAt } from "../document/json.ts";

/** The same document in another order of keys. */
export function shuffled(node: unknown, seed: number): unknown {
  if (Array.isArray(node)) return node.map((item) => shuffled(item, seed));
  if (!isObject(node)) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, shuffled(value, seed)] as const);
  const order = (key: string) =>
    [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + seed) % 1009, seed);
  return Object.fromEntries(entries.sort(([a], [b]) => order(a) - order(b)));
}

/** Each body moved into a separate component. */
export function extracted(document: JsonObject): JsonObject {
  const found: Record<string, unknown> = {};
  const paths = changedBodies(objectAt(document, "paths"), (schema) => {
    const name = `Extracted${Object.keys(found).length}`;
    found[name] = schema;
    return { $ref: `#/components/schemas/${name}` };
  });
  const components = objectAt(document, "components");
  const schemas = { ...objectAt(components, "schemas"), ...found };
  return { ...document, paths, components: { ...components, schemas } };
}

/** Each body wrapped into an `allOf` of one. */
export function wrapped(document: JsonObject): JsonObject {
  const paths = changedBodies(objectAt(document, "paths"), (schema) => ({ allOf: [schema] }));
  return { ...document, paths };
}

function changedBodies(node: unknown, change: (schema: unknown) => unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => changedBodies(item, change));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "schema" ? change(value) : changedBodies(value, change),
    ]),
  );
}

/** Some node of the document replaced, dropped or doubled, chosen by a number. */
export function mutated(document: JsonObject, choice: number, value: unknown): JsonObject {
  const places: (readonly [string[], string])[] = [];
  const visit = (node: unknown, path: string[]): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, inner] of Object.entries(node)) {
      places.push([path, key]);
      visit(inner, [...path, key]);
    }
  };
  visit(document, []);
  const copy = structuredClone(document);
  const [path, key] = places[choice % places.length] ?? [[], "info"];
  let owner: unknown = copy;
  for (const step of path) owner = (owner as Record<string, unknown>)[step];
  const target = owner as Record<string, unknown>;
  if (value === undefined) delete target[key];
  else target[key] = value;
  return copy;
}
