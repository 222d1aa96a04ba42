import { isObject, type Json, type JsonObject } from "../json.ts";

/**
 * Rewrites OpenAPI 3.0's `nullable: true` into the null union that JSON Schema 2020-12 knows.
 * The vendor's document declares 3.1 and still uses the old keyword in places, and there it means
 * what it always meant.
 */
export function withNullUnions(document: JsonObject): JsonObject {
  return rewrite(document) as JsonObject;
}

function rewrite(value: Json): Json {
  if (Array.isArray(value)) return value.map(rewrite);
  if (!isObject(value)) return value;
  const copy: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value)) copy[name] = rewrite(inner);
  if (typeof copy["nullable"] !== "boolean") return copy;
  const { nullable, ...schema } = copy;
  return nullable ? allowNull(schema) : schema;
}

function allowNull(schema: JsonObject): JsonObject {
  const { type } = schema;
  if (typeof type !== "string" && !Array.isArray(type))
    return { anyOf: [schema, { type: "null" }] };
  const types = Array.isArray(type) ? type : [type];
  const united = types.includes("null") ? types : [...types, "null"];
  const { enum: values } = schema;
  return {
    ...schema,
    type: united,
    ...(Array.isArray(values) && !values.includes(null) && { enum: [...values, null] }),
  };
}
