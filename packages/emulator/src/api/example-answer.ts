import type { Description } from "../description/description.ts";
import { objectShape } from "../description/object-shape.ts";
import type { Operation } from "../description/operations.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Answer, Refusal } from "./answer.ts";
import { validSample } from "./fit.ts";
import type { Handler, Handling } from "./handler.ts";
import { declaredResponse, jsonContent } from "./response-schema.ts";
import { successStatus } from "./thing-answer.ts";

/**
 * Answers an operation from the description alone: the first of its examples that its own schema
 * accepts, else a sample of the schema. Ids from the path come back in the answer where they fit.
 */
export function exampleAnswer(description: Description, operation: Operation): Handler {
  const status = successStatus(operation);
  const response = declaredResponse(operation, status);
  const media = jsonContent(response);
  if (!media) return () => ({ status });
  const { schema } = media;
  if (schema === undefined) return () => ({ status, body: (media.examples[0] ?? {}) as Json });
  const fits = (body: unknown) => description.checkSchema(schema, body).length === 0;
  const body = [...media.examples, validSample(description, schema)].find(fits) as Json | undefined;
  if (body === undefined) return () => unanswerable(operation);
  return (request) => ({ status, body: withIds(description, request, schema, body, fits) });
}

function withIds(
  description: Description,
  request: Handling,
  schema: string,
  body: Json,
  fits: (body: unknown) => boolean,
): Json {
  const [name, id] = Object.entries(request.path).at(-1) ?? [];
  if (name === undefined || id === undefined || !isObject(body)) return body;
  const data = body["data"];
  const payload = isObject(data) ? data : body;
  const shape = objectShape(description.document, schema);
  const field = [name, "id"].find((candidate) => candidate in payload);
  if (field === undefined || (payload === body && !shape?.properties.has(field))) return body;
  const renamed: JsonObject = { ...payload, [field]: id as Json };
  const answer = payload === body ? renamed : { ...body, data: renamed };
  return fits(answer) ? answer : body;
}

function unanswerable(operation: Operation): Answer | Refusal {
  return {
    status: 501,
    refusal: `The emulator cannot make up an answer for ${operation.id}: the description has no valid example, and a sample of its schema is not valid either.`,
  };
}
