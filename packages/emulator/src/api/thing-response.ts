import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { payloadSchema, successResponse } from "./declared-response.ts";
import type { ApiResponse } from "./handler.ts";
import { validSample } from "./sample.ts";

/** Shows a thing in the shape and envelope of an operation's successful response. */
export function thingResponse(
  description: Description,
  operation: Operation,
  thing: JsonObject,
): ApiResponse {
  const { status, declared, media } = successResponse(operation);
  if (!declared || declared.content.length === 0) return { status };
  if (media?.schema === undefined) return { status, body: { data: thing } };
  const payload = payloadSchema(description, media.schema);
  const fitted = fitToSchema(description, payload.pointer, thing);
  if (!payload.enveloped) return { status, body: fitted };
  return { status, body: fitToSchema(description, media.schema, { data: fitted }) };
}

/**
 * Brings the known fields of a thing into the shape that a schema declares. Undeclared fields are
 * left out; values that the schema would reject are replaced. An unknown field is null where the
 * schema permits it, and a sample elsewhere.
 */
export function fitToSchema(
  description: Description,
  pointer: string,
  known: JsonObject,
): JsonObject {
  const shape = description.shapeOf(pointer);
  if (!shape || shape.properties.size === 0) return known;
  const fitted: Record<string, Json> = {};
  for (const [name, property] of shape.properties) {
    const value = known[name];
    if (value !== undefined && description.checkSchema(property, value).length === 0) {
      fitted[name] = value;
    } else if (isObject(value) && description.shapeOf(property)) {
      fitted[name] = fitToSchema(description, property, value);
    } else if (description.checkSchema(property, null).length === 0) {
      fitted[name] = null;
    } else {
      fitted[name] = validSample(description, property);
    }
  }
  return fitted;
}
