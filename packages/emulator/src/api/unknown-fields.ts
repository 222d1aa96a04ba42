import type { Description } from "../description/description.ts";
import { locate } from "../description/document.ts";
import { objectShape } from "../description/object-shape.ts";
import { isObject } from "../json.ts";

/**
 * The fields of a body that the description does not have, where it leaves room for them: nothing
 * refuses them, and nothing will ever read them, which is how a misspelt field gets lost.
 */
export function unknownFields(
  description: Description,
  schema: string,
  value: unknown,
  path = "",
): readonly string[] {
  if (!isObject(value)) return [];
  const at = locate(description.document, schema);
  const shape = objectShape(description.document, schema);
  // A schema without fields of its own, or one that invites others, is a map with free keys.
  if (!at || !shape || shape.properties.size === 0) return [];
  if (at.node["additionalProperties"] !== undefined || hasAlternatives(at.node)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const property = shape.properties.get(name);
    return property === undefined ? [here] : unknownFields(description, property, inner, here);
  });
}

function hasAlternatives(node: { [name: string]: unknown }): boolean {
  return ["oneOf", "anyOf"].some((keyword) => Array.isArray(node[keyword]));
}
