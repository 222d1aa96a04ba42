import { sameJson } from "../document/json.ts";
import type { Direction } from "../rules/change-class.ts";
import type { ComparisonSettings } from "../settings.ts";
import { type Branch, isFree, type JsonType, jsonTypes } from "./branch.ts";
import { type Canonical, pruned } from "./canonical.ts";
import type { SchemaReader } from "./canonical-schema.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { compareBranch } from "./compare-branch.ts";
import { compareTypes } from "./compare-types.ts";
import { compareUnions } from "./compare-unions.ts";
import { below, type Comparison, found, type SchemaFinding, unique } from "./comparison.ts";
import type { Source } from "./facts.ts";

interface Frame {
  findings: readonly SchemaFinding[];
  /** Pairs in progress whose success was taken for granted. */
  assumed: ReadonlySet<string>;
}

export function createComparison(
  before: SchemaReader,
  after: SchemaReader,
  settings: ComparisonSettings,
): Comparison {
  const finished = new Map<string, Frame>();
  const underWay = new Map<string, Set<string>>();
  /** By an assumption, the pairs that were finished under it. */
  const dependents = new Map<string, Set<string>>();

  const compareIn = (
    comparison: Comparison,
    one: Source,
    other: Source,
    direction: Direction,
  ): readonly SchemaFinding[] => {
    const left = before.canonical(one);
    const right = after.canonical(other);
    const key = `${comparison.isExact ? "exact " : ""}${direction}:${left.key}>${right.key}`;
    const parents = [...underWay.values()];
    const known = finished.get(key);
    if (known) {
      for (const assumption of known.assumed) parents.at(-1)?.add(assumption);
      return known.findings;
    }
    // Coinduction: what is being compared further up counts as compatible here.
    if (underWay.has(key)) {
      parents.at(-1)?.add(key);
      return [];
    }
    const assumed = new Set<string>();
    underWay.set(key, assumed);
    const findings = unique(compareCanonical(left, right, direction, comparison));
    underWay.delete(key);
    assumed.delete(key);
    const failed = findings.some(({ class: level }) => level === "breaking" || level === "risky");
    if (failed) {
      // What was concluded from this pair's success has to be looked at again.
      for (const dependent of dependents.get(key) ?? []) {
        if (finished.get(dependent)?.assumed.has(key)) finished.delete(dependent);
      }
      dependents.delete(key);
    }
    finished.set(key, { findings, assumed: failed ? new Set() : assumed });
    for (const assumption of assumed) {
      parents.at(-1)?.add(assumption);
      if (!failed) dependents.set(assumption, (dependents.get(assumption) ?? new Set()).add(key));
    }
    return findings;
  };

  const make = (isExact: boolean): Comparison => {
    const comparison: Comparison = {
      settings,
      readOld: before.canonical,
      readNew: after.canonical,
      isExact,
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
  wholeBefore: Canonical,
  wholeAfter: Canonical,
  direction: Direction,
  comparison: Comparison,
): SchemaFinding[] {
  const before = pruned(wholeBefore);
  const after = pruned(wholeAfter);
  const place = { direction, pointer: `${before.pointer}>${after.pointer}` };
  const findings = compareAnnotations(before, after, place, comparison.settings);
  if (!sameJson(before.undecided, after.undecided)) {
    const all = [...before.undecided, ...after.undecided];
    const starts = (word: string) => all.some((reason) => reason.startsWith(word));
    const rule = starts("dynamic ")
      ? "dynamic-ref.undecided"
      : starts("type ") || starts("too many")
        ? "keyword.unknown"
        : "external-ref.changed";
    const names = (reasons: readonly string[]) => reasons.join(", ") || "what stands here";
    const text = `Cannot be followed: ${names(before.undecided)} became ${names(after.undecided)}.`;
    return [...findings, found(rule, place, {}, { class: "risky", text })];
  }
  for (const [tag, heir] of before.heirs) {
    const now = after.heirs.get(tag);
    if (now) findings.push(...below(comparison.compare(heir, now, direction), `(${tag})`));
  }
  const types = compareTypes(before, after, place, comparison);
  findings.push(...types.findings);
  if (types.settled) return findings;
  const openBefore = countTypes(before) === jsonTypes.length;
  const openAfter = countTypes(after) === jsonTypes.length;
  for (const type of jsonTypes) {
    const old = ofType(before, type);
    const now = ofType(after, type);
    if (old.length === 0 || now.length === 0) continue;
    // "Must be a string" has been said; what the string must be adds nothing to it.
    if (openBefore && !openAfter && old.every(isFree)) continue;
    if (openAfter && !openBefore && now.every(isFree)) continue;
    const [one] = old;
    const [other] = now;
    const simple = old.length === 1 && now.length === 1;
    findings.push(
      ...(simple && one && other
        ? compareBranch(one, other, place, comparison, { before, after })
        : compareUnions(before, after, old, now, place, comparison)),
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
