import type { Description } from "../../../packages/client/type-tests/sample-calls.ts";

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: object;
}

/** One operation of a generated spec, with the parameters of a call. */
export interface DescribedCall {
  method: string;
  path: string;
  operationId: string;
  /** In the code of a call: `page: "x"`. */
  pathParameters: string;
  query: string;
  body: string | undefined;
}

/** This many calls, spread over the whole spec; a small spec is used several times. */
export function spreadCalls(spec: Description, count: number): DescribedCall[] {
  const all = Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) =>
      callOf(path, method, operation),
    ),
  );
  const step = Math.max(1, all.length / count);
  return Array.from(
    { length: count },
    (_, index) => all[Math.floor(index * step) % all.length],
  ).filter((call) => call !== undefined);
}

function callOf(
  path: string,
  method: string,
  { operationId, parameters = [], requestBody }: Operation,
): DescribedCall {
  const named = (section: string): string =>
    parameters
      .filter((parameter) => parameter.in === section)
      .map(({ name }) => `${name}: "x"`)
      .join(", ");
  return {
    method: method.toUpperCase(),
    path,
    operationId,
    pathParameters: named("path"),
    query: named("query"),
    body: requestBody && `{ thing: { name: "x", kind: "x", labels: ["x"] } }`,
  };
}
