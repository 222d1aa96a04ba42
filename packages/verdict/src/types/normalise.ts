import type { OpenApiDocument, Schema } from "@shared/openapi-model/document.ts";
import { pointerTo } from "@shared/openapi-model/json-pointer.ts";
import { createResolver } from "@shared/openapi-model/resolve.ts";

export type NormalisationStep = "nullable" | "required-only member";

/** What was rewritten, and where (a JSON pointer). */
export interface Normalisation {
  step: NormalisationStep;
  pointer: string;
}

export interface Normalised {
  document: OpenApiDocument;
  changes: Normalisation[];
}

type JsonSchema = Schema & {
  type?: string | string[];
  nullable?: unknown;
  required?: string[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
};

/**
 * Says in OpenAPI 3.1 what the document means but 3.1 (and so the generator) does not hear:
 *
 * - `nullable: true` is 3.0's word for null; beside `$ref` and `allOf` the generator loses it.
 * - a member of `allOf` that only lists `required` is ignored by the generator, so it is given the
 *   properties that it requires.
 */
export function normalise(
  source: OpenApiDocument,
  steps: readonly NormalisationStep[] = ["nullable", "required-only member"],
): Normalised {
  const document = structuredClone(source);
  const changes: Normalisation[] = [];
  visitSchemas(document, (schema, pointer) => {
    if (schema.nullable !== undefined && steps.includes("nullable")) {
      if (schema.nullable === true) allowNull(schema);
      delete schema.nullable;
      changes.push({ step: "nullable", pointer });
    }
    if (!Array.isArray(schema.allOf) || !steps.includes("required-only member")) return;
    for (const [index, member] of schema.allOf.entries()) {
      if (!isRequiredOnly(member)) continue;
      member.properties = propertiesOf(document, schema, member.required);
      changes.push({ step: "required-only member", pointer: `${pointer}/allOf/${index}` });
    }
  });
  return { document, changes };
}

function allowNull(schema: JsonSchema): void {
  if (schema.enum && !schema.enum.includes(null)) schema.enum.push(null);
  if (schema.type !== undefined) {
    const types = [schema.type].flat();
    if (!types.includes("null")) schema.type = [...types, "null"];
    if (schema.allOf === undefined && schema.$ref === undefined) return;
  }
  if (schema.oneOf) schema.oneOf.push({ type: "null" } as Schema);
  else if (schema.anyOf) schema.anyOf.push({ type: "null" } as Schema);
  else if (schema.$ref !== undefined || schema.allOf) {
    const { $ref, allOf } = schema;
    const inner: Schema = $ref === undefined ? { allOf: allOf ?? [] } : { $ref };
    delete schema.$ref;
    delete schema.allOf;
    schema.anyOf = [inner, { type: "null" } as Schema];
  }
}

function isRequiredOnly(member: JsonSchema): member is Schema & { required: string[] } {
  return (
    Array.isArray(member.required) &&
    Object.keys(member).every((key) => key === "required" || key === "type")
  );
}

/** The schemas of the required keys, as the other members and the schema itself describe them. */
function propertiesOf(
  document: OpenApiDocument,
  schema: JsonSchema,
  keys: string[],
): Record<string, Schema> {
  const resolver = createResolver(document);
  const find = (from: Schema, key: string, depth = 0): Schema | undefined => {
    if (depth > 20) return undefined;
    const resolved = resolver.follow({ node: from, pointer: "#" }).node as Schema;
    return (
      resolved.properties?.[key] ??
      resolved.allOf?.map((member) => find(member, key, depth + 1)).find((found) => found)
    );
  };
  return Object.fromEntries(keys.map((key) => [key, structuredClone(find(schema, key) ?? {})]));
}

const SCHEMA_MAPS = new Set(["properties", "patternProperties", "dependentSchemas", "$defs"]);
const SCHEMA_LISTS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const SCHEMA_KEYS = new Set([
  "items",
  "additionalProperties",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentSchema",
]);

/** Calls `visit` for every schema of the document, inner ones first. */
function visitSchemas(
  document: OpenApiDocument,
  visit: (schema: JsonSchema, pointer: string) => void,
): void {
  const schema = (node: unknown, pointer: string): void => {
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    for (const [key, child] of Object.entries(node)) {
      const here = pointerTo(pointer, key);
      if (SCHEMA_KEYS.has(key)) schema(child, here);
      else if (SCHEMA_LISTS.has(key) && Array.isArray(child)) {
        for (const [index, member] of child.entries()) schema(member, pointerTo(here, index));
      } else if (SCHEMA_MAPS.has(key) && typeof child === "object" && child !== null) {
        for (const [name, member] of Object.entries(child)) schema(member, pointerTo(here, name));
      }
    }
    visit(node as JsonSchema, pointer);
  };

  const other = (node: unknown, pointer: string): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      const here = pointerTo(pointer, key);
      if (key === "example" || key === "examples") continue;
      if (key === "schema") schema(child, here);
      else if (here === "#/components/schemas" && typeof child === "object" && child !== null) {
        for (const [name, member] of Object.entries(child)) schema(member, pointerTo(here, name));
      } else other(child, here);
    }
  };
  other(document, "#");
}
