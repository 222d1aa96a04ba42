import type { Schema } from "./document.ts";

/**
 * Rewrites a schema with `nullable` as JSON Schema 2020-12, which has only `null` types. In OpenAPI
 * 3.0 `nullable` belongs to the dialect; in a 3.1 document that still has it, the meaning is the same.
 * For a reference or a composition, null becomes one more alternative.
 */
export function withoutNullable(schema: Schema): Schema {
  if (!("nullable" in schema)) return schema;
  const { nullable, ...rest } = schema;
  return nullable === true ? allowNull(rest) : rest;
}

const nullSchema: Schema = { type: "null" };

function allowNull(schema: Schema): Schema {
  const { type, enum: values } = schema;
  const allowed: Schema = { ...schema };
  if (Array.isArray(values) && !values.includes(null)) allowed.enum = [...values, null];
  if (type !== undefined) {
    const types = [type].flat();
    allowed["type"] = types.includes("null") ? type : [...types, "null"];
    if (schema.allOf === undefined && schema.$ref === undefined) return allowed;
  }
  const alternatives = ["oneOf", "anyOf"].find((key) => Array.isArray(schema[key]));
  if (alternatives !== undefined) {
    return { ...allowed, [alternatives]: [...(schema[alternatives] as Schema[]), nullSchema] };
  }
  if (schema.$ref === undefined && schema.allOf === undefined) return allowed;
  const { $ref, allOf, ...beside } = allowed;
  const inner: Schema = $ref === undefined ? { allOf: allOf ?? [] } : { $ref };
  return { ...beside, anyOf: [inner, nullSchema] };
}
