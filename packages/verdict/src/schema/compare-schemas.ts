import { sameJson } from "../document/json.ts";
import type { IsUnchanged } from "../document/unchanged.ts";
import type { Direction } from "../rules/change-class.ts";
import type { ComparisonSettings } from "../settings.ts";
import { type Branch, isFree, type JsonType, jsonTypes } from "./branch.ts";
import { type Canonical, pruned, tooMany } from "./canonical.ts";
import type { SchemaReader } from "./canonical-schema.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { compareBranch } from "./compare-branch.ts";
import { compareTypes, exchangedFinding, exchangedMembers } from "./compare-types.ts";
import { compareOverlaps, compareUnions } from "./compare-unions.ts";
import {
  BudgetSpent,
  below,
  type Comparison,
  found,
  type Place,
  type SchemaFinding,
  unique,
} from "./comparison.ts";
import type { Source } from "./facts.ts";

interface Frame {
  findings: readonly SchemaFinding[];
  /** Pairs in progress that were assumed compatible. */
  assumed: ReadonlySet<string>;
}

/** Pairs of alternatives that one body or parameter may take: seconds, where a usual one takes tens. */
const mostPairs = 3_000;

const notJudged = "Not judged: it has too many alternatives to compare.";

export function createComparison(
  oldReader: SchemaReader,
  newReader: SchemaReader,
  settings: ComparisonSettings,
  isUnchanged: IsUnchanged = () => false,
): Comparison {
  const finished = new Map<string, Frame>();
  const underWay = new Map<string, Set<string>>();
  let innermost: Set<string> | undefined;
  /** By an assumption, the pairs that were finished under it. */
  const dependents = new Map<string, Set<string>>();

  /** Forgets the pairs that were compatible on the assumption that this one is, and theirs in turn. */
  const forgetDependents = (key: string) => {
    const all = dependents.get(key) ?? [];
    dependents.delete(key);
    for (const dependent of all) {
      finished.delete(dependent);
      forgetDependents(dependent);
    }
  };

  const areUnchanged = (one: Source, other: Source) =>
    one.length === other.length &&
    one.every((part, index) => {
      const next = other[index];
      // A schema is named by its place.
      return part.pointer === next?.pointer && isUnchanged(part.raw, next.raw);
    });

  let spent = 0;
  const spend = () => {
    spent += 1;
    if (spent > mostPairs) throw new BudgetSpent();
  };

  const compareIn = (
    comparison: Comparison,
    one: Source,
    other: Source,
    direction: Direction,
  ): readonly SchemaFinding[] => {
    if (areUnchanged(one, other)) return [];
    const left = oldReader.canonical(one);
    const right = newReader.canonical(other);
    const key = `${comparison.isExact ? "exact " : ""}${direction}:${left.key}>${right.key}`;
    const outer = innermost;
    const known = finished.get(key);
    if (known) {
      for (const assumption of known.assumed) outer?.add(assumption);
      return known.findings;
    }
    // Coinduction: a pair that is being compared further up counts as compatible here.
    if (underWay.has(key)) {
      outer?.add(key);
      return [];
    }
    const assumed = new Set<string>();
    underWay.set(key, assumed);
    innermost = assumed;
    const findings = unique(judged(left, right, direction, comparison));
    innermost = outer;
    underWay.delete(key);
    assumed.delete(key);
    const failed = findings.some(({ class: level }) => level === "breaking" || level === "risky");
    if (failed) forgetDependents(key);
    finished.set(key, { findings, assumed: failed ? new Set() : assumed });
    for (const assumption of assumed) {
      outer?.add(assumption);
      if (!failed) dependents.set(assumption, (dependents.get(assumption) ?? new Set()).add(key));
    }
    return findings;
  };

  /** The outermost schema is not judged as a whole: findings inside it are incomplete. */
  const judged: typeof compareCanonical = (left, right, direction, comparison) => {
    if (underWay.size > 1) return compareCanonical(left, right, direction, comparison);
    spent = 0;
    try {
      return compareCanonical(left, right, direction, comparison);
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      for (const key of [...underWay.keys()].slice(1)) underWay.delete(key);
      const place = { comparison, direction, pointer: `${left.pointer}>${right.pointer}` };
      return [found("keyword.unknown", place, {}, { class: "risky", text: notJudged })];
    }
  };

  const make = (isExact: boolean): Comparison => {
    const comparison: Comparison = {
      settings,
      spend,
      readOld: oldReader.canonical,
      readNew: newReader.canonical,
      isExact,
      isUnchanged: areUnchanged,
      get exact() {
        return exact;
      },
      compare: (one, other, direction) => compareIn(comparison, one, other, direction),
    };
    return comparison;
  };
  const exact = make(true);
  return make(false);
}

function compareCanonical(
  oldSchema: Canonical,
  newSchema: Canonical,
  direction: Direction,
  comparison: Comparison,
): SchemaFinding[] {
  const oldWhole = pruned(oldSchema);
  const newWhole = pruned(newSchema);
  const place = { comparison, direction, pointer: `${oldWhole.pointer}>${newWhole.pointer}` };
  const findings = compareAnnotations(oldWhole, newWhole, place, comparison.settings);
  if (!sameJson(oldWhole.undecided, newWhole.undecided)) {
    const all = [...oldWhole.undecided, ...newWhole.undecided];
    const starts = (word: string) => all.some((reason) => reason.startsWith(word));
    const rule = starts("dynamic ")
      ? "dynamic-ref.undecided"
      : starts("type ") || starts(tooMany)
        ? "keyword.unknown"
        : "external-ref.changed";
    const names = (reasons: readonly string[]) => reasons.join(", ") || "what stands here";
    const text = starts(tooMany)
      ? notJudged
      : `Cannot be followed: ${names(oldWhole.undecided)} became ${names(newWhole.undecided)}.`;
    return [...findings, found(rule, place, {}, { class: "risky", text })];
  }
  for (const [tag, heir] of oldWhole.heirs) {
    const newSource = newWhole.heirs.get(tag);
    if (newSource)
      findings.push(...below(comparison.compare(heir, newSource, direction), `(${tag})`));
  }
  const exchanged = exchangedMembers(oldWhole, newWhole);
  findings.push(...exchanged.map((pair) => exchangedFinding(pair, place)));
  const rest = (schema: Canonical, side: "old" | "new"): Canonical => ({
    ...schema,
    branches: schema.branches.filter((branch) => !exchanged.some((pair) => pair[side] === branch)),
  });
  findings.push(...compareAlternatives(rest(oldWhole, "old"), rest(newWhole, "new"), place));
  return findings.concat(compareOverlaps(oldWhole, newWhole, findings, place));
}

function compareAlternatives(
  oldWhole: Canonical,
  newWhole: Canonical,
  place: Place,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const types = compareTypes(oldWhole, newWhole, place);
  findings.push(...types.findings);
  if (types.settled) return findings;
  const openBefore = countTypes(oldWhole) === jsonTypes.length;
  const openAfter = countTypes(newWhole) === jsonTypes.length;
  for (const type of jsonTypes) {
    const oldBranches = ofType(oldWhole, type);
    const newBranches = ofType(newWhole, type);
    if (oldBranches.length === 0 || newBranches.length === 0) continue;
    // "Must be a string" is reported; the limits of the string add nothing to it.
    if (openBefore && !openAfter && oldBranches.every(isFree)) continue;
    if (openAfter && !openBefore && newBranches.every(isFree)) continue;
    const [one] = oldBranches;
    const [other] = newBranches;
    const simple = oldBranches.length === 1 && newBranches.length === 1;
    findings.push(
      ...(simple && one && other
        ? compareBranch(one, other, place, { old: oldWhole, new: newWhole })
        : compareUnions(oldWhole, newWhole, oldBranches, newBranches, place)),
    );
  }
  return findings;
}

function ofType(schema: Canonical, type: JsonType): Branch[] {
  return schema.branches.filter((branch) => branch.type === type);
}

function countTypes(schema: Canonical): number {
  return new Set(schema.branches.map((branch) => branch.type)).size;
}
