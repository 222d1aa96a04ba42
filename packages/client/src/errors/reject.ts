import { describeValue } from "./describe-value.ts";
import { KapsoInputError } from "./error-classes.ts";

/** Rejects an argument, in a sentence that begins with its name. */
export function reject(field: string, problem: string): never {
  throw new KapsoInputError(field, `${field} ${problem}`);
}

/** Rejects an argument that is of another kind. */
export function rejectKind(field: string, expected: string, given: unknown): never {
  reject(field, `must be ${expected}; got ${describeValue(given)}.`);
}
