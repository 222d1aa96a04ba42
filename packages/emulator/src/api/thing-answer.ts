import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import type { JsonObject } from "../json.ts";
import type { Answer } from "./answer.ts";
import { fitToSchema } from "./fit.ts";
import { declaredResponse, jsonContent, payloadSchema } from "./response-schema.ts";

/** The status with which an operation succeeds: 201 for a POST that has it, else the lowest 2xx. */
export function successStatus(operation: Operation): number {
  const declared = operation.responses
    .map(({ status }) => Number(status.replace(/XX$/i, "00")))
    .filter((status) => status >= 200 && status < 300)
    .sort((a, b) => a - b);
  if (operation.method === "POST" && declared.includes(201)) return 201;
  return declared[0] ?? 200;
}

/** Shows a thing in the shape and envelope of an operation's successful answer. */
export function thingAnswer(
  description: Description,
  operation: Operation,
  thing: JsonObject,
): Answer {
  const status = successStatus(operation);
  const response = declaredResponse(operation, status);
  if (!response || response.content.length === 0) return { status };
  const schema = jsonContent(response)?.schema;
  if (schema === undefined) return { status, body: { data: thing } };
  const payload = payloadSchema(description, schema);
  const fitted = fitToSchema(description, payload.pointer, thing);
  if (!payload.enveloped) return { status, body: fitted };
  return { status, body: fitToSchema(description, schema, { data: fitted }) };
}
