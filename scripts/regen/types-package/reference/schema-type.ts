import type { Schema } from "@shared/openapi-model/model.ts";
import { code, join, link, type Phrase, text } from "./nodes.ts";

/** What a reader of the reference is told of a schema (JSON Schema 2020-12). */
export interface FullSchema extends Schema {
  type?: string | string[];
  format?: string;
  const?: unknown;
  default?: unknown;
  deprecated?: boolean;
  readOnly?: boolean;
  writeOnly?: boolean;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  required?: string[];
  additionalProperties?: boolean | FullSchema;
  properties?: Record<string, FullSchema>;
  items?: FullSchema;
  allOf?: FullSchema[];
  anyOf?: FullSchema[];
  oneOf?: FullSchema[];
}

/** Where a schema's own section is. */
export type Anchors = (schema: string) => string | undefined;

/** Beyond this, an object within an object within … is only called one. */
const DEPTH = 2;

/** A schema in a few words: its name, its values, or what it is made of. */
export function schemaType(schema: FullSchema, anchors: Anchors, depth = 0): Phrase {
  const inner = (one: FullSchema): Phrase => schemaType(one, anchors, depth + 1);
  if (schema.$ref !== undefined) return reference(schema.$ref, anchors);
  if (schema.const !== undefined) return [code(JSON.stringify(schema.const))];
  if (schema.enum)
    return join(
      schema.enum.map((value) => [code(JSON.stringify(value))]),
      " or ",
    );
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return join(alternatives.map(inner), " or ");
  const parts = schema.allOf?.filter((part) => Object.keys(part).some((key) => key !== "required"));
  if (parts && parts.length > 0 && !schema.properties) return join(parts.map(inner), " and ");
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return types.length === 0
    ? structure(
        schema.properties ? "object" : schema.items ? "array" : "anything",
        schema,
        inner,
        depth,
      )
    : join(
        types.map((type) => structure(type, schema, inner, depth)),
        " or ",
      );
}

function structure(
  type: string,
  schema: FullSchema,
  inner: (one: FullSchema) => Phrase,
  depth: number,
): Phrase {
  const { items, properties, additionalProperties, format } = schema;
  if (type === "array" && items) return [text("list of "), ...inner(items)];
  if (type === "object") {
    const names = Object.entries(properties ?? {});
    if (names.length > 0 && depth < DEPTH) {
      const fields = names.map(([name, one]) => [code(name), text(": "), ...inner(one)]);
      return [text("{ "), ...join(fields, ", "), text(" }")];
    }
    if (typeof additionalProperties === "object" && names.length === 0) {
      return [text("map of "), ...inner(additionalProperties)];
    }
  }
  return format && type !== "null" ? [text(`${type} (${format})`)] : [text(type)];
}

function reference(pointer: string, anchors: Anchors): Phrase {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1];
  const anchor = name === undefined ? undefined : anchors(name);
  return anchor === undefined ? [code(pointer)] : [link(`#${anchor}`, text(name ?? pointer))];
}
