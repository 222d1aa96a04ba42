import { isObject, type Json } from "./json.ts";
import type { RecordedRequest } from "./recorded-request.ts";

const secretHeader = /api-?key|auth|cookie|token|secret|signature/i;
const secretField = /token|secret|password|api_?key|access_?key|private_?key|embed_url/i;
const hidden = "[hidden]";

/** Headers by lower-case name, with credentials hidden. */
export function redactHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, secretHeader.test(name) ? hidden : value]),
  );
}

/** A path with the token of an embedded page hidden. */
export function redactPath(path: string): string {
  return path.replace(/^\/embed\/[^/]+/, "/embed/[token]");
}

/** A recorded request as it may be shown on a screen: fields that sound secret are hidden. */
export function redactRequest(request: RecordedRequest): RecordedRequest {
  const { query, body } = request;
  return {
    ...request,
    query: Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name, secretField.test(name) ? hidden : value]),
    ),
    body: body === undefined ? undefined : redactFields(body),
  };
}

function redactFields(value: Json): Json {
  if (Array.isArray(value)) return value.map(redactFields);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretField.test(name) ? hidden : redactFields(inner),
    ]),
  );
}
