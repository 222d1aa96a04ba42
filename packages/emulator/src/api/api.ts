import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Store } from "../state/store.ts";
import { declaredResponse, jsonContent } from "./declared-response.ts";
import type { Finder } from "./find-operation.ts";
import { type ApiResponse, type Handler, isRefusal } from "./handler.ts";
import type { SentBody } from "./request-body.ts";
import { validSample } from "./sample.ts";
import { validateRequest } from "./validate-request.ts";

/** A request to the API, its body already read. */
export interface ApiRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: SentBody;
}

/** The response to a request, with its problems and warnings. */
export interface ApiOutcome extends ApiResponse {
  operation?: Operation | undefined;
  problems: readonly string[];
  warnings: readonly string[];
}

/** Responds to requests below the API's base, from the spec and the emulator's state. */
export type Api = (request: ApiRequest) => Promise<ApiOutcome>;

export function createApi(deps: {
  description: Description;
  finder: Finder;
  /** Whether this API accepts a key. */
  accepts(apiKey: string): boolean;
  respond: Handler;
  store: Store;
}): Api {
  const { description, finder } = deps;

  function refuse(
    operation: Operation | undefined,
    status: number,
    problems: readonly string[],
    warnings: readonly string[] = [],
  ): ApiOutcome {
    const body = errorBody(description, operation, status, problems.join(" "));
    return { status, body, operation, problems, warnings };
  }

  return async ({ method, url, headers, body }) => {
    const match = finder.find(method, url.pathname);
    if (!match && method === "OPTIONS") {
      const methods = finder.methods(url.pathname).join(", ");
      const allowed = { status: 204, headers: { Allow: methods }, problems: [], warnings: [] };
      if (methods !== "") return allowed;
    }
    const operation = match?.operation;
    const keyProblem = operation?.secured ? checkKey(deps, headers) : undefined;
    if (keyProblem) return refuse(operation, 401, [keyProblem]);
    const encodingProblem = checkEncoding(url);
    if (encodingProblem) return refuse(operation, 400, [encodingProblem]);
    if (!match) return refuse(undefined, 501, [notImplemented(deps, method, url.pathname)]);
    const request = validateRequest(description, match, {
      search: url.searchParams,
      headers,
      body,
    });
    if (!request.ok) return refuse(operation, request.status, request.problems, request.warnings);
    const outcome = deps.respond({ ...request, operation: match.operation, url });
    if (isRefusal(outcome)) {
      return refuse(operation, outcome.status, [outcome.refusal], request.warnings);
    }
    await deps.store.saved();
    return { ...outcome, operation, problems: [], warnings: request.warnings };
  };
}

function checkKey(
  { description, accepts }: { description: Description; accepts(apiKey: string): boolean },
  headers: Headers,
): string | undefined {
  const given = headers.get(description.keyHeader);
  if (given !== null && accepts(given)) return undefined;
  return given === null || given === ""
    ? `The header ${description.keyHeader} is missing; send the emulator's API key in it.`
    : `The key in ${description.keyHeader} is not the emulator's API key; compare it with the apiKey option of the emulator.`;
}

function checkEncoding({ pathname, search }: URL): string | undefined {
  for (const [part, text] of [
    ["path", pathname],
    ["query", search],
  ]) {
    if (!text?.includes("%")) continue;
    try {
      decodeURIComponent(text);
    } catch {
      return `The ${part} is not percent-encoded UTF-8; write "%" as %25, and other characters as the bytes of their UTF-8.`;
    }
  }
  return undefined;
}

function notImplemented(
  { description, finder }: { description: Description; finder: Finder },
  method: string,
  path: string,
): string {
  const count = description.operations.length;
  const where =
    finder.below(path) === undefined
      ? `the API's base path is ${description.basePath}`
      : `its spec ("${description.title}", ${count} ${count === 1 ? "operation" : "operations"}) has no such operation`;
  return `The emulator does not implement ${method} ${path}: ${where}.`;
}

/**
 * The body with `message` in the shape the operation declares for `status`: `{ error }` where
 * it declares nothing, undefined where it declares a response without content.
 */
function errorBody(
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
  if (fits(plain) && description.shapeOf(schema)?.properties.has("error") !== false) {
    return plain;
  }
  const base = validSample(description, schema);
  if (!isObject(base)) return plain;
  return errorBodies(base, message).find(fits) ?? plain;
}

/** The ways to put a message into a sample of an error, the best first. */
function errorBodies(base: JsonObject, message: string): readonly JsonObject[] {
  const error = base["error"];
  const named = (name: string): JsonObject => ({ ...base, [name]: message as Json });
  return [
    ...(isObject(error) ? [{ ...base, error: { ...error, message } }] : []),
    ...(typeof error === "string" ? [named("error")] : []),
    ...(typeof base["message"] === "string" ? [named("message")] : []),
    base,
  ];
}
