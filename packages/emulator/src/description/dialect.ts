import type { Schema } from "@shared/openapi-model/document.ts";
import { withoutNullable } from "@shared/openapi-model/nullable.ts";
import { walk } from "@shared/openapi-model/walk.ts";
import { isObject, type JsonObject } from "../json.ts";

/**
 * A copy of a document whose schemas are JSON Schema 2020-12. OpenAPI 3.0 has `nullable: true` for a
 * union with null, and a boolean `exclusiveMinimum` or `exclusiveMaximum` beside the bound. The
 * vendor's document declares 3.1 and still has `nullable` in places, with the old meaning.
 */
export function toJsonSchemaDialect(document: JsonObject): JsonObject {
  const copy = structuredClone(document) as JsonObject;
  const schemas: Schema[] = [];
  walk(copy, ({ node, kind }) => {
    if (kind === "schema" && isObject(node)) schemas.push(node);
  });
  for (const schema of schemas) {
    const rewritten = withoutNullable(withBounds(schema));
    if (rewritten === schema) continue;
    // In place, since the schemas above this one hold it already.
    for (const name of Object.keys(schema)) delete schema[name];
    Object.assign(schema, rewritten);
  }
  return copy;
}

function withBounds(schema: Schema): Schema {
  return [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ].reduce((rewritten, [bound = "", exclusive = ""]) => {
    if (typeof rewritten[exclusive] !== "boolean") return rewritten;
    const { [bound]: value, [exclusive]: isExclusive, ...rest } = rewritten;
    return value === undefined ? rest : { ...rest, [isExclusive ? exclusive : bound]: value };
  }, schema);
}
