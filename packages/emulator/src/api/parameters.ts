import type { Description } from "../description/description.ts";
import type { Parameter } from "../description/operations.ts";
import { problemsOf } from "../description/problems.ts";
import type { Match } from "./find-operation.ts";

/** The problem with a parameter, as a sentence. */
export interface ParameterProblem {
  in: Parameter["in"];
  message: string;
}

/** Parameters as read from a request: typed values by place and name, and what was wrong. */
export interface ReadParameters {
  path: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
  problems: readonly ParameterProblem[];
  /** Query keys that the operation does not declare; the real API ignores them in silence. */
  unknownQueryKeys: readonly string[];
}

/** Reads and checks all parameters of a matched operation. */
export function readParameters(
  description: Description,
  match: Match,
  search: URLSearchParams,
  headers: Headers,
): ReadParameters {
  const values: Record<"path" | "query", Record<string, unknown>> = {
    // A template can name a parameter that the document does not declare; that is then any text.
    path: { ...match.pathParameters },
    query: {},
  };
  const problems: ParameterProblem[] = [];
  for (const parameter of match.operation.parameters) {
    const raw = rawValues(parameter, match, search, headers);
    if (raw === undefined) continue;
    if (raw.length === 0) {
      if (parameter.required) {
        problems.push({
          in: parameter.in,
          message: `The ${parameter.in} parameter ${parameter.name} is required.`,
        });
      }
      continue;
    }
    const { value, errors } = interpret(description, parameter, raw);
    if (parameter.in === "path" || parameter.in === "query") {
      values[parameter.in][parameter.name] = value;
    }
    for (const message of problemsOf(errors, parameter.name)) {
      problems.push({ in: parameter.in, message });
    }
  }
  const declared = match.operation.parameters.filter((parameter) => parameter.in === "query");
  const unknownQueryKeys = [...new Set(search.keys())].filter(
    (key) => !declared.some(({ name }) => key === name || key.startsWith(`${name}[`)),
  );
  return { ...values, problems, unknownQueryKeys };
}

function rawValues(
  parameter: Parameter,
  match: Match,
  search: URLSearchParams,
  headers: Headers,
): readonly string[] | undefined {
  switch (parameter.in) {
    case "path":
      return [match.pathParameters[parameter.name] ?? ""];
    case "query":
      return [...search.getAll(parameter.name), ...search.getAll(`${parameter.name}[]`)];
    case "header": {
      const value = headers.get(parameter.name);
      return value === null ? [] : [value];
    }
    case "cookie":
      return undefined;
  }
}

// On the wire everything is text. The schema decides what it means: the typed readings are tried
// first, then the text itself.
function interpret(
  description: Description,
  parameter: Parameter,
  raw: readonly string[],
): { value: unknown; errors: ReturnType<Description["checkSchema"]> } {
  const text = raw.at(-1) ?? "";
  if (parameter.schema === undefined) return { value: text, errors: [] };
  const readings = [...scalars(text), ...lists(parameter, raw)];
  let first: ReturnType<Description["checkSchema"]> | undefined;
  for (const value of readings) {
    const errors = description.checkSchema(parameter.schema, value);
    if (errors.length === 0) return { value, errors };
    // The useful problem is the one that is not merely about a reading's type.
    if (!first || (onlyTypes(first) && !onlyTypes(errors))) first = errors;
  }
  return { value: text, errors: first ?? [] };
}

function onlyTypes(errors: ReturnType<Description["checkSchema"]>): boolean {
  return errors.every((error) => error.keyword === "type");
}

function scalars(text: string): readonly unknown[] {
  if (text === "true" || text === "false") return [text === "true", text];
  // Only a number that a double holds exactly: WhatsApp's ids have more digits.
  if (String(Number(text)) === text && Number.isFinite(Number(text))) return [Number(text), text];
  return [text];
}

function lists(parameter: Parameter, raw: readonly string[]): readonly unknown[] {
  const separator = { spaceDelimited: " ", pipeDelimited: "|" }[parameter.style ?? ""] ?? ",";
  const items = raw.length > 1 ? raw : (raw[0] ?? "").split(separator);
  return [items.map((item) => scalars(item)[0]), items];
}
