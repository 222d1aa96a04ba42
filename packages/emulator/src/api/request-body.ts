import type { Description } from "../description/description.ts";
import { locate } from "../description/document.ts";
import type { Operation } from "../description/operations.ts";
import { isObject } from "../json.ts";

/** The body of a request: its text, or why it could not be read. */
export type SentBody =
  | { ok: true; text: string }
  | { ok: false; status: 400 | 413 | 415; message: string };

/** A body as read, or the status and reason with which it is rejected before any schema check. */
export type RequestBody =
  | { ok: true; value: unknown; schema: string | undefined }
  | { ok: false; status: 400 | 413 | 415; message: string };

/** Reads a request's body by its media type and parses it; `schema` is absent without JSON. */
export function readBody(
  operation: Operation,
  sent: SentBody,
  contentType: string | null,
): RequestBody {
  if (!sent.ok) return sent;
  const { text } = sent;
  const { body } = operation;
  if (text === "" || !body) {
    if (body?.required && text === "") {
      return { ok: false, status: 400, message: `${operation.id} requires a body; got none.` };
    }
    return { ok: true, value: undefined, schema: undefined };
  }
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const media = body.content.find((candidate) => candidate.type.toLowerCase() === type);
  if (!media) {
    return {
      ok: false,
      status: 415,
      message: `${operation.id} takes ${body.content.map((candidate) => candidate.type).join(" or ")}; got the Content-Type ${type === "" ? "(none)" : JSON.stringify(type)}.`,
    };
  }
  if (!/[/+]json$/.test(type)) return { ok: true, value: text, schema: undefined };
  try {
    return { ok: true, value: JSON.parse(text), schema: media.schema };
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? withoutQuotation(cause.message) : "it cannot be read";
    return { ok: false, status: 400, message: `The body is not JSON: ${reason}.` };
  }
}

// V8 quotes the text around the fault, and a body may hold secrets.
function withoutQuotation(message: string): string {
  return message.replace(/, (?:\.\.\.)?".*$/s, "");
}

/**
 * The fields of a body that the spec does not have, where the spec permits more fields: no check
 * rejects them and no code reads them, so a misspelt field would be lost without a warning.
 */
export function unknownFields(
  description: Description,
  schema: string,
  value: unknown,
  path = "",
): readonly string[] {
  if (!isObject(value)) return [];
  const at = locate(description.model, schema);
  const shape = description.shapeOf(schema);
  // A schema that names no fields, or that describes additional fields, is a map with free keys.
  if (!at || !shape || shape.properties.size === 0) return [];
  const { additionalProperties, oneOf, anyOf } = at.node;
  if (additionalProperties !== undefined || Array.isArray(oneOf) || Array.isArray(anyOf)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const property = shape.properties.get(name);
    return property === undefined ? [here] : unknownFields(description, property, inner, here);
  });
}
