import { KapsoInputError } from "../errors/refusals.ts";
import { encode } from "./encode.ts";

/**
 * Writes a query: a list repeats its name (OpenAPI's `form`, exploded), a `Date` becomes an ISO
 * string, `null` and `undefined` are left out. Refused is what has no such form: objects, `NaN`.
 */
export function writeQuery(parameters: Record<string, unknown>): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    const field = `query.${name}`;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        pairs.push(`${encode(name, field)}=${encode(scalar(one, field), field)}`);
      }
    }
  }
  return pairs.join("&");
}

function scalar(value: unknown, field: string): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (["string", "boolean", "bigint"].includes(typeof value) || Number.isFinite(value))
    return String(value);
  const came =
    value instanceof Date ? "an invalid Date" : typeof value === "number" ? value : typeof value;
  throw new KapsoInputError(
    field,
    `params.${field} must be a string, a finite number, a boolean, a Date, or a list of these; ${came} came.`,
  );
}
