import type { ChangeClass, Direction } from "./change-class.ts";
import type { Rule } from "./rule.ts";
import { type RuleId, rules } from "./rules.ts";

/** A change that one comparison found at one place, before the two are joined. */
export interface Finding {
  rule: RuleId;
  class: ChangeClass;
  operation: string | null;
  location: string;
  /** Other locations at which the same change shows: the old name of a renamed key, a new status. */
  alsoAt?: readonly string[];
  direction: Direction | null;
  text: string;
  /** The values of the marks in the sentence: the old name, the new one, … */
  marks?: Marks;
  /** The same for every place that shows the same edit. */
  cause: string;
}

/** The values of the marks in a rule's sentence. */
export type Marks = Readonly<Record<string, string | number | undefined>>;

/** The parts of a finding that differ from its rule. */
export interface Override {
  class?: ChangeClass;
  text?: string;
}

export function ruleOf(id: RuleId): Rule {
  return rules[id];
}

/** The class of the rule's cell, or the one of its classes that the comparing code picked. */
export function classOf(rule: RuleId, direction: Direction, picked?: ChangeClass): ChangeClass {
  const choice = ruleOf(rule)[direction];
  const level = picked ?? choice?.usual;
  if (!level || !choice?.classes.includes(level)) {
    throw new Error(`Rule ${rule} has no class ${picked ?? "by itself"} for a ${direction}.`);
  }
  return level;
}

export function sentence(rule: RuleId, marks: Marks): string {
  const text = ruleOf(rule).sentence ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(marks[name] ?? whole));
}
