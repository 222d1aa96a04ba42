import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import type { Store } from "../state/store.ts";
import { type Answer, isRefusal } from "./answer.ts";
import { errorBody } from "./error-body.ts";
import type { Handler } from "./handler.ts";
import { validateRequest } from "./validate-request.ts";

/** A request to the API, its body already read. */
export interface ApiRequest {
  method: string;
  url: URL;
  headers: Headers;
  text: string;
}

/** The answer to a request, with what a person would want to know about how it came to be. */
export interface ApiOutcome extends Answer {
  operation?: Operation | undefined;
  problems: readonly string[];
  warnings: readonly string[];
}

/** Answers requests below the API's base, as the description and the emulator's state say. */
export type Api = (request: ApiRequest) => Promise<ApiOutcome>;

export function createApi(deps: {
  description: Description;
  apiKey: string;
  respond: Handler;
  store: Store;
}): Api {
  const { description } = deps;

  function refuse(
    operation: Operation | undefined,
    status: number,
    problems: readonly string[],
    warnings: readonly string[] = [],
  ): ApiOutcome {
    const body = errorBody(description, operation, status, problems.join(" "));
    return { status, body, operation, problems, warnings };
  }

  return async ({ method, url, headers, text }) => {
    const path = url.pathname;
    const below = path.startsWith(`${description.basePath}/`)
      ? path.slice(description.basePath.length)
      : undefined;
    const match = below === undefined ? undefined : description.findOperation(method, below);
    if (!match) return refuse(undefined, 501, [notImplemented(description, method, path)]);
    const { operation } = match;
    const keyProblem = operation.secured ? checkKey(description, deps.apiKey, headers) : undefined;
    if (keyProblem) return refuse(operation, 401, [keyProblem]);
    const request = validateRequest(description, match, {
      search: url.searchParams,
      headers,
      text,
    });
    if (!request.ok) return refuse(operation, request.status, request.problems, request.warnings);
    const outcome = deps.respond({ ...request, operation, url });
    if (isRefusal(outcome)) {
      return refuse(operation, outcome.status, [outcome.refusal], request.warnings);
    }
    await deps.store.saved();
    return { ...outcome, operation, problems: [], warnings: request.warnings };
  };
}

function checkKey(description: Description, apiKey: string, headers: Headers): string | undefined {
  const given = headers.get(description.keyHeader);
  if (given === apiKey) return undefined;
  return given === null
    ? `The header ${description.keyHeader} is missing; send the emulator's API key in it.`
    : `The key in ${description.keyHeader} is not this emulator's; compare it with the apiKey the emulator was started with.`;
}

function notImplemented(description: Description, method: string, path: string): string {
  const count = description.operations.length;
  const where = path.startsWith(`${description.basePath}/`)
    ? `its description ("${description.title}", ${count} ${count === 1 ? "operation" : "operations"}) has no such operation`
    : `the API stands below ${description.basePath}`;
  return `The emulator does not implement ${method} ${path}: ${where}.`;
}
