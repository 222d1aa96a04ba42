import { type Branch, freeBranch, typeOfValue } from "./branch.ts";
import type { Facet, NumberFacts, Source, StringFacts } from "./facts.ts";
import { rangeOf } from "./number-facts.ts";
import { declaredKeys, keyRule, matches, patternRules } from "./object-facts.ts";

/** If values are listed, the list alone counts; values outside the bounds are removed from it. */
export function settled(branch: Branch): Branch | null {
  const { values } = branch;
  if (values === null) return branch;
  if (branch.type === "string" || branch.type === "number") {
    const left = values.filter((value) => admits(branch, value));
    if (left.length === 0) return null;
    const free = freeBranch(branch.type, branch.pointer);
    return { ...free, ...without(branch), values: left } as Branch;
  }
  if (branch.type === "boolean" && values.includes(true) && values.includes(false)) {
    return { ...branch, values: null };
  }
  if (branch.type === "null") return { ...branch, values: null };
  return branch;
}

function without(branch: Branch) {
  const { name, pointer, implied, open, suggested, exclusions, conditionals } = branch;
  return { name, pointer, implied, open, suggested, exclusions, conditionals };
}

/** Formats are left out: they compare by name and are never run. */
export function admits(branch: Branch, value: unknown): boolean {
  if (typeOfValue(value) !== branch.type) return false;
  if (branch.type === "string") return admitsText(branch.facts, String(value));
  if (branch.type === "number") return admitsNumber(branch.facts, Number(value));
  return true;
}

function admitsText(facts: StringFacts, text: string): boolean {
  const length = [...text].length;
  return (
    length >= facts.minLength &&
    length <= facts.maxLength &&
    facts.patterns.every((pattern) => matches(pattern, text))
  );
}

function admitsNumber(facts: NumberFacts, value: number): boolean {
  const range = rangeOf(facts);
  const above = range.minimumOpen ? value > range.minimum : value >= range.minimum;
  const below = range.maximumOpen ? value < range.maximum : value <= range.maximum;
  return (
    above &&
    below &&
    (!facts.integer || Number.isInteger(value)) &&
    facts.multiples.every((multiple) => isMultiple(value, multiple))
  );
}

/** 0.3 is a multiple of 0.1, also with binary rounding. */
export function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}

/** `unevaluatedProperties` covers only its schema and schemas inside it: closed here, not later. */
export function sealed(branch: Branch): Branch {
  if (branch.type !== "object" || branch.facts.unevaluated === "open") return branch;
  const { facts } = branch;
  const open = { ...facts, unevaluated: "open" as const };
  const anyOpen = facts.facets.some(({ rest }) => rest !== "absent");
  if (anyOpen) return branch;
  const properties = new Map<string, Source>();
  for (const key of declaredKeys(open)) {
    const rule = keyRule(open, key);
    if ("source" in rule) properties.set(key, rule.source);
  }
  const rest: Facet["rest"] = facts.unevaluated === "open" ? "absent" : facts.unevaluated;
  const facet: Facet = { properties, patterns: [...patternRules(open)], rest };
  return { ...branch, facts: { ...facts, facets: [facet] } };
}
