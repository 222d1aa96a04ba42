/** One row: what a change of one construct means to somebody who sends, who reads, who compiles. */
export interface Rule {
  construct: string;
  change: string;
  /** Wire class for values the consumer sends: B, R, A, D, N, `·` (cannot happen) or `=` (by schema). */
  request: string;
  /** Wire class for values the consumer reads. */
  response: string;
  /** What TypeScript makes of it; evidence comes from the types witness, this cell is what to expect. */
  types: string;
  /** `{name}` marks are filled in by the finding; null: nothing to say. */
  sentence: string | null;
}

export function rule(
  construct: string,
  change: string,
  request: string,
  response: string,
  types: string,
  sentence: string | null,
): Rule {
  return { construct, change, request, response, types, sentence };
}
