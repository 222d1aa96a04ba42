import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { successResponse } from "./declared-response.ts";
import type { Handler, OperationCall } from "./handler.ts";
import { validSample } from "./sample.ts";

/**
 * Responds from the OpenAPI document alone: the first example of the operation that its own schema
 * accepts, else a sample of the schema. Ids from the path come back in the response where they fit.
 */
export function exampleResponse(description: Description, operation: Operation): Handler {
  const { status, media } = successResponse(operation);
  if (!media) return () => ({ status });
  const { schema } = media;
  if (schema === undefined) return () => ({ status, body: (media.examples[0] ?? {}) as Json });
  const fits = (body: unknown) => description.checkSchema(schema, body).length === 0;
  const body = [...media.examples, validSample(description, schema)].find(fits) as Json | undefined;
  if (body === undefined) {
    return () => ({
      status: 501,
      refusal: `The emulator cannot generate a response for ${operation.id}: the spec has no valid example, and a sample of the schema is not valid. Add an example with an overlay.`,
    });
  }
  return (call) => ({ status, body: withIds(description, call, schema, body, fits) });
}

function withIds(
  description: Description,
  call: OperationCall,
  schema: string,
  body: Json,
  fits: (body: unknown) => boolean,
): Json {
  const [name, id] = Object.entries(call.path).at(-1) ?? [];
  if (name === undefined || id === undefined || !isObject(body)) return body;
  const data = body["data"];
  const payload = isObject(data) ? data : body;
  const shape = description.shapeOf(schema);
  const field = [name, "id"].find((candidate) => candidate in payload);
  if (field === undefined || (payload === body && !shape?.properties.has(field))) return body;
  const renamed: JsonObject = { ...payload, [field]: id as Json };
  const changed = payload === body ? renamed : { ...body, data: renamed };
  return fits(changed) ? changed : body;
}
