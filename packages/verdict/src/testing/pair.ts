import type { JsonObject } from "../document/json.ts";
import type { ChangeClass } from "../rules/change-class.ts";
import type { RuleId } from "../rules/rules.ts";
import type { ComparisonSettings } from "../settings.ts";

/** One change, and the class it must get. */
export interface Pair {
  /** The row of the rules it exercises. */
  rule: RuleId;
  name: string;
  old: JsonObject;
  new: JsonObject;
  expected: ChangeClass;
  settings: Partial<ComparisonSettings>;
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
  oldNode: JsonObject,
  newNode: JsonObject,
  letter: Letter,
  settings: Partial<ComparisonSettings> = {},
): Pair {
  return { rule, name: rule, old: oldNode, new: newNode, expected: byLetter[letter], settings };
}
