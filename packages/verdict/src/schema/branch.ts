import { type JsonObject, stableText } from "../document/json.ts";
import { bothArrays, freeArray } from "./array-facts.ts";
import type { ArrayFacts, NumberFacts, ObjectFacts, Source, StringFacts } from "./facts.ts";
import { bothNumbers, freeNumber } from "./number-facts.ts";
import { bothObjects, freeObject } from "./object-facts.ts";
import { bothStrings, freeString } from "./string-facts.ts";

export const jsonTypes = ["null", "boolean", "number", "string", "array", "object"] as const;
export type JsonType = (typeof jsonTypes)[number];

export interface Conditional {
  pointer: string;
  condition: Source;
  consequence: Source;
  alternative: Source;
}

interface Common {
  /** Its name in sentences: the name of its reference, or its title. */
  name: string | null;
  pointer: string;
  /** Without "type"; only keywords for this type imply it. */
  implied: boolean;
  /** The only values allowed; already those that the other facts admit. */
  values: readonly unknown[] | null;
  /** More values are expected: consumers must accept values that are not listed. */
  open: boolean;
  /** Values of an enum beside a free string: they limit nothing, but new ones are reported. */
  suggested: readonly unknown[];
  exclusions: readonly Source[];
  conditionals: readonly Conditional[];
}

/** All values of one JSON type that a schema admits in one of its alternatives. */
export type Branch = Common &
  (
    | { type: "null" | "boolean" }
    | { type: "number"; facts: NumberFacts }
    | { type: "string"; facts: StringFacts }
    | { type: "array"; facts: ArrayFacts }
    | { type: "object"; facts: ObjectFacts }
  );

export function freeBranch(type: JsonType, pointer: string): Branch {
  const common: Common = {
    name: null,
    pointer,
    implied: true,
    values: null,
    open: false,
    suggested: [],
    exclusions: [],
    conditionals: [],
  };
  if (type === "number") return { ...common, type, facts: freeNumber };
  if (type === "string") return { ...common, type, facts: freeString };
  if (type === "array") return { ...common, type, facts: freeArray };
  if (type === "object") return { ...common, type, facts: freeObject };
  return { ...common, type };
}

/** The values that are in both; null where there is no such type. */
export function bothBranches(one: Branch, other: Branch): Branch | null {
  const common: Common = {
    name: one.name ?? other.name,
    pointer: isFree(one) ? other.pointer : one.pointer,
    implied: one.implied && other.implied,
    values: bothValues(one.values, other.values),
    open: one.values === null ? other.open : one.open && (other.values === null || other.open),
    suggested: one.suggested.length > 0 ? one.suggested : other.suggested,
    exclusions: [...one.exclusions, ...other.exclusions],
    conditionals: [...one.conditionals, ...other.conditionals],
  };
  if (common.values?.length === 0) return null;
  if (one.type === "number" && other.type === "number") {
    return { ...common, type: "number", facts: bothNumbers(one.facts, other.facts) };
  }
  if (one.type === "string" && other.type === "string") {
    return { ...common, type: "string", facts: bothStrings(one.facts, other.facts) };
  }
  if (one.type === "array" && other.type === "array") {
    return { ...common, type: "array", facts: bothArrays(one.facts, other.facts) };
  }
  if (one.type === "object" && other.type === "object") {
    return { ...common, type: "object", facts: bothObjects(one.facts, other.facts) };
  }
  if (one.type !== other.type) return null;
  return one.type === "null" || one.type === "boolean" ? { ...common, type: one.type } : null;
}

function bothValues(
  one: readonly unknown[] | null,
  other: readonly unknown[] | null,
): readonly unknown[] | null {
  if (one === null) return other;
  if (other === null) return one;
  const allowed = new Set(other.map(stableText));
  return one.filter((value) => allowed.has(stableText(value)));
}

/** Whether it admits every value of its type. */
export function isFree(branch: Branch): boolean {
  if (branch.values || branch.exclusions.length > 0 || branch.conditionals.length > 0) return false;
  if (!("facts" in branch)) return true;
  const facts = branch.facts as unknown as JsonObject;
  // How a bound is written does not change what it admits.
  return Object.entries(freeFacts[branch.type]).every(
    ([key, free]) => key === "written" || isLikeFree(facts[key], free),
  );
}

const freeFacts = { number: freeNumber, string: freeString, array: freeArray, object: freeObject };

/** Facts that are a list, a map or a set are empty in a free schema. */
function isLikeFree(fact: unknown, free: unknown): boolean {
  return fact === free || (sizeOf(fact) === 0 && sizeOf(free) === 0);
}

function sizeOf(fact: unknown): number | undefined {
  if (Array.isArray(fact)) return fact.length;
  return fact instanceof Map || fact instanceof Set ? fact.size : undefined;
}

/** The same text for two branches made of the same parts. */
export function branchKey(branch: Branch): string {
  return JSON.stringify(
    {
      type: branch.type,
      values: branch.values,
      exclusions: branch.exclusions,
      conditionals: branch.conditionals,
      facts: "facts" in branch ? branch.facts : null,
    },
    (key, value: unknown) => {
      if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
      if (value instanceof Set) return [...value].sort();
      if (typeof value === "number" && !Number.isFinite(value)) return String(value);
      if (typeof value === "object" && value !== null && "raw" in value)
        return stableText(value.raw);
      // How a bound is written does not change what it admits.
      return key === "pointer" || key === "written" ? undefined : value;
    },
  );
}

export function typeOfValue(value: unknown): JsonType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  if (type === "boolean" || type === "number" || type === "string") return type;
  return "object";
}
