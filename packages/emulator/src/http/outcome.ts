import type { Operation } from "../description/operations.ts";

/** What is written to the wire, and what is worth knowing about it. */
export type Outcome = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
  readonly operation: Operation | undefined;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
};

/** An outcome about which there is nothing more to say. */
export const plainOutcome = (
  status: number,
  text: string | undefined,
  headers: Readonly<Record<string, string>>,
): Outcome => ({ status, text, headers, operation: undefined, problems: [], warnings: [] });
