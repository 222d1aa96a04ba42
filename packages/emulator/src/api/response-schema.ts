import type { Description } from "../description/description.ts";
import { objectShape } from "../description/object-shape.ts";
import type { DeclaredResponse, MediaType, Operation } from "../description/operations.ts";

/** The answer an operation declares for a status, `4XX` and `default` included. */
export function declaredResponse(
  operation: Operation,
  status: number,
): DeclaredResponse | undefined {
  const names = [String(status), `${String(status)[0]}XX`, "default"];
  for (const name of names) {
    const found = operation.responses.find((response) => response.status.toUpperCase() === name);
    if (found) return found;
  }
  return operation.responses.find((response) => response.status === "default");
}

/** The JSON media type among those an answer declares. */
export function jsonContent(response: DeclaredResponse | undefined): MediaType | undefined {
  return response?.content.find(({ type }) => /[/+]json\b/.test(type));
}

/** The schema of the thing inside an answer: of its `data` where it has such an envelope. */
export function payloadSchema(
  description: Description,
  schema: string,
): { pointer: string; enveloped: boolean } {
  const data = objectShape(description.document, schema)?.properties.get("data");
  return data === undefined
    ? { pointer: schema, enveloped: false }
    : { pointer: data, enveloped: true };
}
