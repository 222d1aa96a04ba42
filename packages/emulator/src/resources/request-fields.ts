import type { Description } from "../description/description.ts";
import { locate } from "../description/document.ts";
import type { Operation } from "../description/operations.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** The fields an operation takes inside its request's envelope (`inbox_embed`, `customer`, none). */
export interface RequestFields {
  /** The envelope's name, when there is one. */
  envelope: string | undefined;
  names: ReadonlySet<string>;
  defaults: JsonObject;
}

/** Reads from the spec which fields an operation takes. */
export function requestFields(description: Description, operation: Operation): RequestFields {
  const { model } = description;
  const schema = operation.body?.content[0]?.schema;
  const body = schema === undefined ? undefined : description.shapeOf(schema);
  const [only] = body?.properties ?? [];
  const inner = body?.properties.size === 1 && only ? description.shapeOf(only[1]) : undefined;
  const properties = (inner && inner.properties.size > 0 ? inner : body)?.properties ?? new Map();
  const defaults: Record<string, Json> = {};
  for (const [name, pointer] of properties) {
    const value = locate(model, pointer)?.node["default"];
    if (value !== undefined) defaults[name] = value;
  }
  return {
    envelope: inner && inner.properties.size > 0 ? only?.[0] : undefined,
    names: new Set(properties.keys()),
    defaults,
  };
}

/** The declared fields of a thing inside the envelope of a request. */
export function readFields(fields: RequestFields, body: unknown): JsonObject {
  const inner = fields.envelope !== undefined && isObject(body) ? body[fields.envelope] : body;
  if (!isObject(inner)) return {};
  return Object.fromEntries(Object.entries(inner).filter(([name]) => fields.names.has(name)));
}
