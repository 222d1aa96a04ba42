import { found, type Place, type SchemaFinding } from "./comparison.ts";

/** One upper bound; infinity is none. */
export function compareUpper(
  key: string,
  before: number,
  after: number,
  place: Place,
): SchemaFinding[] {
  if (before === after) return [];
  const rule = after < before ? "upper-bound.tightened" : "upper-bound.loosened";
  return [found(rule, place, { key, old: bound(before), new: bound(after) })];
}

/** One lower bound; what everything satisfies (0 for lengths) is none. */
export function compareLower(
  key: string,
  before: number,
  after: number,
  place: Place,
): SchemaFinding[] {
  if (before === after) return [];
  const rule = after > before ? "lower-bound.tightened" : "lower-bound.loosened";
  return [found(rule, place, { key, old: bound(before), new: bound(after) })];
}

/** Two bounds of which the upper has come to lie below the lower. */
export function contradiction(
  before: readonly [number, number],
  after: readonly [number, number],
  place: Place,
): SchemaFinding[] {
  const now = after[0] > after[1] && before[0] <= before[1];
  return now ? [found("bound.contradiction", place)] : [];
}

export function bound(value: number): string {
  return Number.isFinite(value) ? String(value) : "none";
}
