import { type ChangeClass, type Direction, isRisky } from "../rules/change-class.ts";
import { classOf, type Marks, type Override, sentence } from "../rules/finding.ts";
import type { RuleId } from "../rules/rules.ts";
import type { ComparisonSettings } from "../settings.ts";
import type { Canonical } from "./canonical.ts";
import type { Source } from "./facts.ts";

/** A finding inside a schema; its path starts at that schema, such as ".items[].name". */
export interface SchemaFinding {
  rule: RuleId;
  class: ChangeClass;
  path: string;
  /** Other paths at which the same change shows, such as the old name of a renamed key. */
  alsoAt?: readonly string[];
  text: string;
  marks?: Marks;
  cause: string;
}

export interface Comparison {
  settings: ComparisonSettings;
  readOld(source: Source): Canonical;
  readNew(source: Source): Canonical;
  /**
   * The same, but for schemas that only add to others (`not`, `then`, `dependentSchemas`, …): there a
   * key that is not declared may still be declared beside them, so it stands for every value.
   */
  exact: Comparison;
  isExact: boolean;
  /** Counts a comparison of two alternatives. @throws BudgetSpent beyond the limit */
  spend(): void;
  /** Whether both are written alike, with everything that they refer to; `compare` then finds nothing. */
  isUnchanged(oldSource: Source, newSource: Source): boolean;
  /** Whether the server still accepts the consumer's values (request), or still sends only old values (response). */
  compare(oldSource: Source, newSource: Source, direction: Direction): readonly SchemaFinding[];
}

/** A schema has more alternatives than can be compared: the comparison stops. */
export class BudgetSpent extends Error {
  override name = "BudgetSpent";
}

/** The place of a pair of schemas, and the comparison of the schemas inside it. */
export interface Place {
  comparison: Comparison;
  direction: Direction;
  pointer: string;
}

export function found(
  rule: RuleId,
  place: Place,
  marks: Marks = {},
  override: Override & { path?: string; alsoAt?: readonly string[] } = {},
): SchemaFinding {
  const text = override.text ?? sentence(rule, marks);
  const path = override.path ?? "";
  return {
    rule,
    class: classOf(rule, place.direction, override.class),
    path,
    ...(override.alsoAt === undefined ? {} : { alsoAt: override.alsoAt }),
    text,
    marks,
    cause: `${rule}|${place.pointer}|${path}|${text}`,
  };
}

export function below(findings: readonly SchemaFinding[], step: string): SchemaFinding[] {
  return findings.map((finding) => moved(finding, step));
}

function moved(finding: SchemaFinding, step: string): SchemaFinding {
  const path = step + finding.path;
  if (finding.alsoAt === undefined) return { ...finding, path };
  return { ...finding, path, alsoAt: finding.alsoAt.map((other) => step + other) };
}

export function unique(findings: readonly SchemaFinding[]): SchemaFinding[] {
  const causes = new Map<string, SchemaFinding>();
  for (const finding of findings) {
    const key = `${finding.cause}|${finding.class}`;
    const known = causes.get(key);
    // Of several paths to one place the shortest is reported.
    if (!known || finding.path.length < known.path.length) causes.set(key, finding);
  }
  return [...causes.values()];
}

/** Whether the set of values has shrunk or grown. Both: no proof that one contains the other. */
export function relation(
  comparison: Comparison,
  oldSource: Source,
  newSource: Source,
): { narrower: boolean; wider: boolean } {
  const worse = (direction: Direction) =>
    isRisky(comparison.exact.compare(oldSource, newSource, direction));
  return { narrower: worse("request"), wider: worse("response") };
}

/** One upper bound; infinity is none. */
export function compareUpper(
  key: string,
  oldValue: number,
  newValue: number,
  place: Place,
  text?: string,
): SchemaFinding[] {
  if (oldValue === newValue) return [];
  const rule = newValue < oldValue ? "upper-bound.tightened" : "upper-bound.loosened";
  const marks = { key, old: bound(oldValue), new: bound(newValue) };
  return [found(rule, place, marks, text === undefined ? {} : { text })];
}

/** One lower bound; what everything satisfies (0 for lengths) is none. */
export function compareLower(
  key: string,
  oldValue: number,
  newValue: number,
  place: Place,
  text?: string,
): SchemaFinding[] {
  if (oldValue === newValue) return [];
  const rule = newValue > oldValue ? "lower-bound.tightened" : "lower-bound.loosened";
  const marks = { key, old: bound(oldValue), new: bound(newValue) };
  return [found(rule, place, marks, text === undefined ? {} : { text })];
}

/** Two bounds of which the upper has come to lie below the lower. */
export function contradiction(
  oldBounds: readonly [number, number],
  newBounds: readonly [number, number],
  place: Place,
): SchemaFinding[] {
  const newFlag = newBounds[0] > newBounds[1] && oldBounds[0] <= oldBounds[1];
  return newFlag ? [found("bound.contradiction", place)] : [];
}

export function bound(value: number): string {
  return Number.isFinite(value) ? String(value) : "none";
}
