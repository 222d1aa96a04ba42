import type { ChangeClass, Direction } from "./change-class.ts";
import type { Rule } from "./rule.ts";
import { type RuleId, rules } from "./rules.ts";

/** What one comparison found at one place, before the two are joined. */
export interface Finding {
  rule: RuleId;
  class: ChangeClass;
  operation: string | null;
  location: string;
  direction: Direction | null;
  text: string;
  /** The same for every place that shows one and the same edit. */
  cause: string;
}

/** What fills the marks of a rule's sentence. */
export type Marks = Readonly<Record<string, string | number | undefined>>;

/** What a finding says otherwise than its rule does by itself. */
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
