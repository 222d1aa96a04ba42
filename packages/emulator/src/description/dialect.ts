import { isObject, type Json, type JsonObject } from "../json.ts";

/**
 * Rewrites what OpenAPI 3.0 says differently into JSON Schema 2020-12: `nullable: true` becomes a
 * union with null, a boolean `exclusiveMinimum` or `exclusiveMaximum` the bound itself. The vendor's
 * document declares 3.1 and still uses `nullable` in places, where it means what it always meant.
 */
export function toJsonSchemaDialect(document: JsonObject): JsonObject {
  return rewrite(document) as JsonObject;
}

function rewrite(value: Json): Json {
  if (Array.isArray(value)) return value.map(rewrite);
  if (!isObject(value)) return value;
  const copy: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value)) copy[name] = rewrite(inner);
  const bounded = withBounds(copy);
  if (typeof bounded["nullable"] !== "boolean") return bounded;
  const { nullable, ...schema } = bounded;
  return nullable ? allowNull(schema) : schema;
}

function withBounds(schema: JsonObject): JsonObject {
  return [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ].reduce((rewritten, [bound = "", exclusive = ""]) => {
    if (typeof rewritten[exclusive] !== "boolean") return rewritten;
    const { [bound]: value, [exclusive]: isExclusive, ...rest } = rewritten;
    return value === undefined ? rest : { ...rest, [isExclusive ? exclusive : bound]: value };
  }, schema);
}

function allowNull(schema: JsonObject): JsonObject {
  const { type } = schema;
  if (typeof type !== "string" && !Array.isArray(type)) {
    return { anyOf: [schema, { type: "null" }] };
  }
  const types = Array.isArray(type) ? type : [type];
  const united = types.includes("null") ? types : [...types, "null"];
  const { enum: values } = schema;
  return {
    ...schema,
    type: united,
    ...(Array.isArray(values) && !values.includes(null) && { enum: [...values, null] }),
  };
}
