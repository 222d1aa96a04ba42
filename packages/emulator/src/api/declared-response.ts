import type { Description } from "../description/description.ts";
import type { DeclaredResponse, MediaType, Operation } from "../description/operations.ts";

/** The response an operation declares for a status, `4XX` and `default` included. */
export function declaredResponse(
  operation: Operation,
  status: number,
): DeclaredResponse | undefined {
  for (const name of [String(status), `${String(status)[0]}XX`, "DEFAULT"]) {
    const found = operation.responses.find((response) => response.status.toUpperCase() === name);
    if (found) return found;
  }
  return undefined;
}

/** The JSON media type among those a response declares. */
export function jsonContent(response: DeclaredResponse | undefined): MediaType | undefined {
  return response?.content.find(({ type }) => /[/+]json\b/.test(type));
}

/** The response with which an operation succeeds. */
export interface SuccessResponse {
  status: number;
  declared: DeclaredResponse | undefined;
  media: MediaType | undefined;
}

/** The success of an operation: 201 for a POST that declares it, else the lowest 2xx. */
export function successResponse(operation: Operation): SuccessResponse {
  const statuses = operation.responses
    .map(({ status }) => Number(status.replace(/XX$/i, "00")))
    .filter((status) => status >= 200 && status < 300)
    .sort((a, b) => a - b);
  const created = operation.method === "POST" && statuses.includes(201);
  const status = created ? 201 : (statuses[0] ?? 200);
  const declared = declaredResponse(operation, status);
  return { status, declared, media: jsonContent(declared) };
}

/** The schema of the thing inside a response: of its `data` where it has such an envelope. */
export function payloadSchema(
  description: Description,
  schema: string,
): { pointer: string; enveloped: boolean } {
  const data = description.shapeOf(schema)?.properties.get("data");
  return { pointer: data ?? schema, enveloped: data !== undefined };
}
