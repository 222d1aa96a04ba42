import { type Branch, freeBranch, typeOfValue } from "./branch.ts";
import type { NumberFacts, StringFacts } from "./facts.ts";
import { matches } from "./object-keys.ts";

/** Where values are listed, the list alone speaks: what bounds refuse is struck from it. */
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
  const { name, pointer, implied, suggested, exclusions, conditionals } = branch;
  return { name, pointer, implied, suggested, exclusions, conditionals };
}

/** Formats stay out of it: they are judged by name, never by running them. */
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
  const above = facts.minimumOpen ? value > facts.minimum : value >= facts.minimum;
  const below = facts.maximumOpen ? value < facts.maximum : value <= facts.maximum;
  return (
    above &&
    below &&
    (!facts.integer || Number.isInteger(value)) &&
    facts.multiples.every((multiple) => isMultiple(value, multiple))
  );
}

/** 0.3 is a multiple of 0.1, whatever binary fractions say. */
export function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}
