import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { children, type Located, locate } from "./document.ts";

/** The fields an object schema has, through references, `allOf` and unions with null. */
export interface ObjectShape {
  /** Schema pointer of each field, in the order of the document. */
  properties: ReadonlyMap<string, string>;
  required: ReadonlySet<string>;
}

/** The shape of the schema at a pointer; undefined when it does not describe an object. */
export function objectShape(model: OpenApiModel, pointer: string): ObjectShape | undefined {
  const properties = new Map<string, string>();
  const required = new Set<string>();
  const seen = new Set<string>();

  function collect(at: Located): boolean {
    if (seen.has(at.pointer)) return false;
    seen.add(at.pointer);
    const { node } = at;
    let found = node["type"] === "object" || typeof node["properties"] === "object";
    for (const [name, property] of children(model, at, "properties")) {
      properties.set(name, property.pointer);
    }
    if (Array.isArray(node["required"])) {
      for (const name of node["required"]) if (typeof name === "string") required.add(name);
    }
    for (const part of parts(model, at)) if (collect(part)) found = true;
    return found;
  }

  const at = locate(model, pointer);
  return at && collect(at) ? { properties, required } : undefined;
}

function parts(model: OpenApiModel, at: Located): readonly Located[] {
  const members = (keyword: string) => children(model, at, keyword).map(([, member]) => member);
  const alternatives = [...members("oneOf"), ...members("anyOf")].filter(
    ({ node }) => node["type"] !== "null",
  );
  // A union of several shapes has no fields that one could rely on.
  return [...members("allOf"), ...(alternatives.length === 1 ? alternatives : [])];
}
