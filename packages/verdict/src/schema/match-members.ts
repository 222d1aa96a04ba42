import { shown, shownList } from "../document/json.ts";
import { type ChangeClass, rank, strictest } from "../rules/change-class.ts";
import { type Branch, branchKey } from "./branch.ts";
import type { Comparison, SchemaFinding } from "./comparison.ts";
import { declaredKeys, keyRule } from "./object-facts.ts";

export interface Matching {
  pairs: [Branch, Branch][];
  gone: Branch[];
  come: Branch[];
}

type Compare = (one: Branch, other: Branch) => readonly SchemaFinding[];

// Beyond this many comparisons only names, tags and order decide.
const mostComparisons = 400;

/** Equal members first, then those of one name or tag, then those that differ least. */
export function matchMembers(
  oldBranches: readonly Branch[],
  newBranches: readonly Branch[],
  compare: Compare,
  comparison: Comparison,
): Matching {
  const gone = [...oldBranches];
  const come = [...newBranches];
  const pairs: [Branch, Branch][] = [];
  const take = (one: Branch, other: Branch) => {
    pairs.push([one, other]);
    gone.splice(gone.indexOf(one), 1);
    come.splice(come.indexOf(other), 1);
  };
  const takeBy = (keyOld: (branch: Branch) => string | null, keyNew = keyOld) => {
    for (const other of [...come]) {
      const key = keyNew(other);
      const one = key === null ? undefined : gone.find((branch) => keyOld(branch) === key);
      if (one) take(one, other);
    }
  };
  takeBy((branch) => `${branch.name} ${branchKey(branch)}`);
  takeBy((branch) => branch.name);
  takeBy(
    (branch) => tagOf(branch, comparison.readOld),
    (branch) => tagOf(branch, comparison.readNew),
  );
  takeBy(branchKey);
  // Members written in place have no names; two with the same name in sentences are one, edited.
  const only = (branch: Branch, all: readonly Branch[]) =>
    branch.type === "object" &&
    all.filter((other) => memberName(other) === memberName(branch)).length === 1
      ? memberName(branch)
      : null;
  takeBy(
    (branch) => only(branch, oldBranches),
    (branch) => only(branch, newBranches),
  );
  const small = gone.length * come.length <= mostComparisons;
  const candidates = (small ? gone : []).flatMap((one) =>
    come.map((other) => candidate(one, other, compare, comparison)),
  );
  candidates.sort((a, b) => a.cost - b.cost);
  for (const { one, other, cost } of candidates) {
    if (cost < unlike && gone.includes(one) && come.includes(other)) take(one, other);
  }
  return { pairs, gone, come };
}

const unlike = 1e6;

function candidate(one: Branch, other: Branch, compare: Compare, comparison: Comparison) {
  const findings = compare(one, other);
  const level: ChangeClass = strictest(findings.map((finding) => finding.class));
  const cost = rank(level) * 1000 + findings.length;
  // Two members with little in common were exchanged, not edited.
  const edited = rank(level) < rank("risky") || related(one, other, comparison);
  return { one, other, cost: edited ? cost : unlike };
}

function related(one: Branch, other: Branch, comparison: Comparison): boolean {
  if (one.type !== "object" || other.type !== "object")
    return one.type === other.type && one.type === "array";
  if (one.name !== null && other.name !== null) return false;
  const tag = tagOf(one, comparison.readOld);
  if (tag !== null && tagOf(other, comparison.readNew) !== null) return false;
  const mine = declaredKeys(one.facts);
  const theirs = new Set(declaredKeys(other.facts));
  const shared = mine.filter((key) => theirs.has(key)).length;
  return shared > 0 && shared * 2 >= Math.max(mine.length, theirs.size);
}

/** The one value that distinguishes a member from the others, where it has a key for it. */
function tagOf(branch: Branch, read: Comparison["readOld"]): string | null {
  if (branch.type !== "object") return null;
  for (const key of [...branch.facts.required].sort()) {
    const rule = keyRule(branch.facts, key);
    if (!("source" in rule)) continue;
    const [only, second] = read(rule.source).branches;
    if (only?.values?.length === 1 && second === undefined)
      return `${key}=${shown(only.values[0])}`;
  }
  return null;
}

/** The name of one alternative in sentences that list several: no two have the same name. */
export function nameAmong(branch: Branch, all: readonly Branch[]): string {
  const name = memberName(branch);
  const alike = all.filter((other) => other !== branch && memberName(other) === name);
  if (alike.length === 0) return name;
  if (branch.type === "object") {
    const keys = [...branch.facts.required].filter(
      (key) => !alike.some((other) => other.type === "object" && other.facts.required.has(key)),
    );
    if (keys.length > 0) return `${name} that requires ${keys.join(" and ")}`;
  }
  return `${name} (alternative ${all.indexOf(branch) + 1})`;
}

/** The name of one alternative in sentences. */
export function memberName(branch: Branch): string {
  if (branch.name !== null) return branch.name;
  if (branch.values) return shownList(branch.values, 6);
  if (branch.type === "number" && branch.facts.integer) return "integer";
  if (branch.type === "object") {
    const keys = declaredKeys(branch.facts);
    const more = keys.length > 4 ? ", …" : "";
    if (keys.length > 0) return `{${keys.slice(0, 4).join(", ")}${more}}`;
  }
  return branch.type;
}
