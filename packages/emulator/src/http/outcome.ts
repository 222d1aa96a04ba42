import type { Operation } from "../description/operations.ts";

/** What is written to the wire, and what is worth knowing about it. */
export interface Outcome {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string | undefined;
  operation: Operation | undefined;
  problems: readonly string[];
  warnings: readonly string[];
}

/** An outcome about which there is nothing more to say. */
export function plainOutcome(
  status: number,
  text: string | undefined,
  headers: Readonly<Record<string, string>>,
): Outcome {
  return { status, text, headers, operation: undefined, problems: [], warnings: [] };
}
