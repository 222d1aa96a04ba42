import type { Description } from "../description/description.ts";
import { child, locate } from "../description/document.ts";
import { objectShape } from "../description/object-shape.ts";
import type { Operation } from "../description/operations.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Answer } from "./answer.ts";
import { cutByCursor } from "./cursor.ts";
import { fitToSchema } from "./fit.ts";
import type { Handling } from "./handler.ts";
import { cutByPage, pageHeaders } from "./page.ts";
import { declaredResponse, jsonContent, payloadSchema } from "./response-schema.ts";
import { successStatus } from "./thing-answer.ts";

/** Whether an operation's successful answer is a list, and the pointer of its items' schema. */
export function listItemsSchema(
  description: Description,
  operation: Operation,
): string | undefined {
  const schema = jsonContent(declaredResponse(operation, successStatus(operation)))?.schema;
  if (schema === undefined) return undefined;
  const at = locate(description.document, payloadSchema(description, schema).pointer);
  return at && child(description.document, at, "items")?.pointer;
}

/**
 * Shows a list in the shape, and with the pagination, that an operation declares: pages with
 * `meta` and headers, cursors with `paging`, or all of it.
 */
export function listAnswer(
  description: Description,
  request: Handling,
  things: readonly JsonObject[],
): Answer {
  const { operation } = request;
  const status = successStatus(operation);
  const response = declaredResponse(operation, status);
  const schema = jsonContent(response)?.schema;
  const items = listItemsSchema(description, operation);
  const show = (thing: JsonObject): Json =>
    items === undefined ? thing : fitToSchema(description, items, thing);
  const shape = schema === undefined ? undefined : objectShape(description.document, schema);
  const takes = (name: string) => operation.parameters.some((parameter) => parameter.name === name);
  if (shape?.properties.has("paging") && !("page" in request.query)) {
    const { slice, paging } = cutByCursor(things, request.query);
    return { status, body: envelope(description, schema, { data: slice.map(show), paging }) };
  }
  if (takes("page")) {
    const page = cutByPage(things, request.query);
    const headers = pageHeaders(page, request.url, response?.headers ?? []);
    const body = envelope(description, schema, { data: page.slice.map(show), meta: page.meta });
    return { status, body, headers };
  }
  if (!shape?.properties.has("data")) return { status, body: things.map(show) };
  return { status, body: envelope(description, schema, { data: things.map(show) }) };
}

function envelope(
  description: Description,
  schema: string | undefined,
  parts: JsonObject,
): JsonObject {
  if (schema === undefined) return parts;
  const meta = objectShape(description.document, schema)?.properties.get("meta");
  const known = parts["meta"];
  const fittedMeta =
    meta !== undefined && known !== undefined
      ? { meta: fitToSchema(description, meta, known as JsonObject) }
      : {};
  return fitToSchema(description, schema, { ...parts, ...fittedMeta });
}
