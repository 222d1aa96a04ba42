import type { Operation } from "../description/operations.ts";

/** A body as read, or the status and sentence with which it is refused before any schema is asked. */
export type ReadBody =
  | {
      ok: true;
      present: boolean;
      value: unknown;
      schema: string | undefined;
    }
  | { ok: false; status: 400 | 415; message: string };

/** Reads a request's body by its media type and parses it. */
export function readBody(
  operation: Operation,
  text: string,
  contentType: string | undefined,
): ReadBody {
  const { body } = operation;
  if (text === "" || !body) {
    if (body?.required && text === "") {
      return { ok: false, status: 400, message: `${operation.id} wants a body; none came.` };
    }
    return { ok: true, present: false, value: undefined, schema: undefined };
  }
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const media = body.content.find((candidate) => candidate.type.toLowerCase() === type);
  if (!media) {
    return {
      ok: false,
      status: 415,
      message: `${operation.id} takes ${body.content.map((candidate) => candidate.type).join(" or ")}; the Content-Type that came is ${type === "" ? "empty" : JSON.stringify(type)}.`,
    };
  }
  if (!/[/+]json$/.test(type)) {
    return { ok: true, present: true, value: text, schema: undefined };
  }
  try {
    return { ok: true, present: true, value: JSON.parse(text), schema: media.schema };
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
