import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import { problemsOf } from "../description/problems.ts";
import type { Match } from "./find-operation.ts";
import { readParameters } from "./parameters.ts";
import { readBody, type SentBody, unknownFields } from "./request-body.ts";

/** A request that the spec accepts, its values typed. */
export interface ValidRequest {
  ok: true;
  path: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  warnings: readonly string[];
}

/** A request that the spec rejects, and the status of the response. */
export interface RefusedRequest {
  ok: false;
  status: number;
  problems: readonly string[];
  warnings: readonly string[];
}

/** The parts of an HTTP request that validation looks at. */
export interface RawRequest {
  search: URLSearchParams;
  headers: Headers;
  body: SentBody;
}

/** Checks parameters and body of a request against its operation. */
export function validateRequest(
  description: Description,
  match: Match,
  { search, headers, body: sent }: RawRequest,
): ValidRequest | RefusedRequest {
  const { operation } = match;
  description.takeUnchecked(); // of what was checked before this request
  const parameters = readParameters(description, match, search, headers);
  const warnings = parameters.unknownQueryKeys.map(
    (key) =>
      `The query key ${JSON.stringify(key)} is not a parameter of ${operation.id}; the real API would ignore it.`,
  );
  const refuse = (status: number, problems: readonly string[]): RefusedRequest => ({
    ok: false,
    status,
    problems,
    warnings,
  });
  const inPath = parameters.problems.filter((problem) => problem.in === "path");
  if (inPath.length > 0) {
    // A malformed id counts as an id that was not found, if the operation declares that status.
    const status = firstDeclared(operation, [404, 422, 400]) ?? 404;
    return refuse(
      status,
      inPath.map(({ message }) => message),
    );
  }
  const body = readBody(operation, sent, headers.get("content-type"));
  if (!body.ok) return refuse(body.status, [body.message]);
  const { schema, value } = body;
  const errors = schema === undefined ? [] : description.checkSchema(schema, value);
  const problems = [
    ...parameters.problems.map(({ message }) => message),
    ...problemsOf(errors, "The body"),
  ];
  if (problems.length > 0) return refuse(firstDeclared(operation, [422, 400]) ?? 422, problems);
  const unknown = schema === undefined ? [] : unknownFields(description, schema, value);
  return {
    ok: true,
    path: parameters.path,
    query: parameters.query,
    body: value,
    warnings: [
      ...warnings,
      ...description
        .takeUnchecked()
        .map(
          (pattern) =>
            `The pattern ${JSON.stringify(pattern)} was not checked: it has a lookahead, a back reference or too many repetitions, which could run without end.`,
        ),
      ...unknown.map(
        (field) =>
          `The body's field ${field} is not a field of ${operation.id}; the emulator ignores it.`,
      ),
    ],
  };
}

function firstDeclared(operation: Operation, statuses: readonly number[]): number | undefined {
  return statuses.find((status) =>
    operation.responses.some((response) => response.status === String(status)),
  );
}
