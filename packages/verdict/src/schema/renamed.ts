import type { Comparison, Place } from "./comparison.ts";
import type { ObjectFacts, Source } from "./facts.ts";
import { keyRule } from "./object-keys.ts";

interface Sides {
  before: ObjectFacts;
  after: ObjectFacts;
  place: Place;
  comparison: Comparison;
}

/** Keys that went where a key of the same schema and a like name came; old name to new name. */
export function renamedPairs(
  gone: readonly string[],
  come: readonly string[],
  { before, after, comparison }: Sides,
): Map<string, string> {
  const pairs = new Map<string, string>();
  if (gone.length > 20 || come.length > 20) return pairs;
  for (const old of gone) {
    const candidates = come.filter(
      (now) =>
        !pairs.has(old) &&
        ![...pairs.values()].includes(now) &&
        alike(old, now) &&
        before.required.has(old) === after.required.has(now) &&
        sameSchema(source(before, old), source(after, now), comparison),
    );
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined) pairs.set(old, only);
  }
  return pairs;
}

function source(facts: ObjectFacts, key: string): Source {
  const rule = keyRule(facts, key);
  return "source" in rule ? rule.source : [];
}

function sameSchema(one: Source, other: Source, comparison: Comparison): boolean {
  return (["request", "response"] as const).every((direction) =>
    comparison
      .compare(one, other, direction)
      .every(({ class: level }) => level === "none" || level === "docs"),
  );
}

function alike(one: string, other: string): boolean {
  const words = (name: string) =>
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .split(/[^a-z0-9]+/);
  const mine = words(one);
  const theirs = words(other);
  if (mine.join("") === theirs.join("")) return true;
  return mine.some((word) => word.length > 2 && theirs.includes(word));
}
