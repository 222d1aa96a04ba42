import type { Description } from "../description/description.ts";
import { toViolations } from "../description/violations.ts";
import type { Match } from "./find-operation.ts";
import { readParameters } from "./parameters.ts";
import { readBody } from "./read-body.ts";
import { unknownFields } from "./unknown-fields.ts";

/** A request that the description accepts, its values typed. */
export interface ValidRequest {
  ok: true;
  path: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  warnings: readonly string[];
}

/** A request that the description refuses, and the status to refuse it with. */
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
  text: string;
}

/** Checks parameters and body of a request against its operation. */
export function validateRequest(
  description: Description,
  match: Match,
  request: RawRequest,
): ValidRequest | RefusedRequest {
  const { operation } = match;
  const parameters = readParameters(description, match, request.search, request.headers);
  const warnings = parameters.unknownQueryKeys.map(
    (key) =>
      `The query key ${JSON.stringify(key)} is not one ${operation.id} has; the real API would ignore it.`,
  );
  const inPath = parameters.violations.filter((violation) => violation.in === "path");
  if (inPath.length > 0) {
    // An id that cannot exist is an id that was not found, where the operation declares that answer.
    const declared = [404, 422, 400].find((status) => declares(match, status)) ?? 404;
    return refuse(
      declared,
      inPath.map(({ message }) => message),
      warnings,
    );
  }
  const body = readBody(operation, request.text, request.headers.get("content-type") ?? undefined);
  if (!body.ok) return refuse(body.status, [body.message], warnings);
  const errors =
    body.present && body.schema !== undefined
      ? description.checkSchema(body.schema, body.value)
      : [];
  const problems = [
    ...parameters.violations.map(({ message }) => message),
    ...toViolations(errors, "The body").map(({ message }) => message),
  ];
  if (problems.length > 0) return refuse(invalidStatus(match), problems, warnings);
  const strangers =
    body.schema === undefined ? [] : unknownFields(description, body.schema, body.value);
  return {
    ok: true,
    path: parameters.path,
    query: parameters.query,
    body: body.value,
    warnings: [
      ...warnings,
      ...strangers.map(
        (field) => `The body's field ${field} is not one ${operation.id} has; it is ignored.`,
      ),
    ],
  };
}

function declares(match: Match, status: number): boolean {
  return match.operation.responses.some((response) => response.status === String(status));
}

/** The status with which an operation says "this is not valid": 422 unless it only declares 400. */
function invalidStatus(match: Match): number {
  return !declares(match, 422) && declares(match, 400) ? 400 : 422;
}

function refuse(
  status: number,
  problems: readonly string[],
  warnings: readonly string[],
): RefusedRequest {
  return { ok: false, status, problems, warnings };
}
