import type { Description } from "../description/description.ts";
import { objectShape } from "../description/object-shape.ts";
import type { Operation } from "../description/operations.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { validSample } from "./fit.ts";
import { declaredResponse, jsonContent } from "./response-schema.ts";

/**
 * The body that says `message` in the shape the operation declares for `status`: `{ error }` where
 * it declares nothing, undefined where it declares an answer without content.
 */
export function errorBody(
  description: Description,
  operation: Operation | undefined,
  status: number,
  message: string,
): JsonObject | undefined {
  const plain = { error: message };
  const response = operation && declaredResponse(operation, status);
  if (!response) return plain;
  const schema = jsonContent(response)?.schema;
  if (schema === undefined) return response.content.length === 0 ? undefined : plain;
  const fits = (body: JsonObject) => description.checkSchema(schema, body).length === 0;
  if (fits(plain) && objectShape(description.document, schema)?.properties.has("error") !== false) {
    return plain;
  }
  const base = validSample(description, schema);
  if (!isObject(base)) return plain;
  return candidates(base, message).find(fits) ?? plain;
}

function candidates(base: JsonObject, message: string): readonly JsonObject[] {
  const error = base["error"];
  const named = (name: string): JsonObject => ({ ...base, [name]: message as Json });
  return [
    ...(isObject(error) ? [{ ...base, error: { ...error, message } }] : []),
    ...(typeof error === "string" ? [named("error")] : []),
    ...(typeof base["message"] === "string" ? [named("message")] : []),
    base,
  ];
}
