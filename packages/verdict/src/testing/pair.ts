import type { JsonObject } from "../document/json.ts";
import type { RuleId } from "../rules/all-rules.ts";
import type { ChangeClass } from "../rules/finding.ts";
import type { VerdictSettings } from "../settings.ts";

/** One change, and what it must be judged as. */
export interface Pair {
  /** The row of the rules it exercises. */
  rule: RuleId;
  name: string;
  before: JsonObject;
  after: JsonObject;
  expected: ChangeClass;
  settings: Partial<VerdictSettings>;
}

export type Letter = "B" | "R" | "A" | "D" | "N";

export const byLetter: Readonly<Record<Letter, ChangeClass>> = {
  B: "breaking",
  R: "risky",
  A: "additive",
  D: "docs",
  N: "none",
};

export function pair(
  rule: RuleId,
  before: JsonObject,
  after: JsonObject,
  letter: Letter,
  settings: Partial<VerdictSettings> = {},
): Pair {
  return { rule, name: rule, before, after, expected: byLetter[letter], settings };
}
