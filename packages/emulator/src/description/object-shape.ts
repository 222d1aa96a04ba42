import type { JsonObject } from "../json.ts";
import { child, children, type Located, locate } from "./document.ts";

/** The fields an object schema has, through references, `allOf` and unions with null. */
export interface ObjectShape {
  /** Schema pointer of each field, in the order of the document. */
  properties: ReadonlyMap<string, string>;
  required: ReadonlySet<string>;
}

/** The shape of the schema at a pointer; undefined when it does not describe an object. */
export function objectShape(document: JsonObject, pointer: string): ObjectShape | undefined {
  const properties = new Map<string, string>();
  const required = new Set<string>();
  const at = locate(document, pointer);
  if (!at || !collect(document, at, properties, required, new Set())) return undefined;
  return { properties, required };
}

function collect(
  document: JsonObject,
  at: Located,
  properties: Map<string, string>,
  required: Set<string>,
  seen: Set<string>,
): boolean {
  if (seen.has(at.pointer)) return false;
  seen.add(at.pointer);
  const { node } = at;
  let found = node["type"] === "object";
  const own = child(document, at, "properties");
  if (own) {
    found = true;
    for (const name of Object.keys(own.node)) {
      const property = child(document, own, name);
      if (property) properties.set(name, property.pointer);
    }
  }
  if (Array.isArray(node["required"])) {
    for (const name of node["required"]) if (typeof name === "string") required.add(name);
  }
  for (const part of parts(document, at)) {
    if (collect(document, part, properties, required, seen)) found = true;
  }
  return found;
}

function parts(document: JsonObject, at: Located): readonly Located[] {
  const alternatives = ["oneOf", "anyOf"]
    .flatMap((keyword) => children(document, at, keyword))
    .filter(({ node }) => node["type"] !== "null");
  // A union of several shapes has no fields that one could rely on.
  return [...children(document, at, "allOf"), ...(alternatives.length === 1 ? alternatives : [])];
}
