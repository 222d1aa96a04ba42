import { isFree, jsonTypes } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import {
  below,
  bound,
  type Comparison,
  compareLower,
  compareUpper,
  contradiction,
  found,
  type Place,
  relation,
  type SchemaFinding,
} from "./comparison.ts";
import type { ArrayFacts, Containment, Source } from "./facts.ts";

export function compareArrays(
  before: ArrayFacts,
  after: ArrayFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const impossible = contradiction(
    [before.minItems, before.maxItems],
    [after.minItems, after.maxItems],
    place,
  );
  if (impossible.length > 0) return impossible;
  return [
    ...compareLower("minItems", before.minItems, after.minItems, place),
    ...compareUpper("maxItems", before.maxItems, after.maxItems, place),
    ...unique(before.unique, after.unique, place),
    ...comparePrefix(before, after, place, comparison),
    ...compareRest(before, after, place, comparison),
    ...compareContains(before.contains, after.contains, place, comparison),
  ];
}

function unique(was: boolean, is: boolean, place: Place): SchemaFinding[] {
  if (was === is) return [];
  return [found(is ? "unique-items.set" : "unique-items.dropped", place)];
}

function comparePrefix(
  before: ArrayFacts,
  after: ArrayFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const length = Math.max(before.prefix.length, after.prefix.length);
  for (let i = 0; i < length; i++) {
    const old = before.prefix[i] ?? before.rest;
    const now = after.prefix[i] ?? after.rest;
    const path = `[${i}]`;
    if (old === "closed" || now === "closed") {
      if (old === now) break;
      const rule = now === "closed" ? "prefix-items.narrowed" : "prefix-items.widened";
      findings.push(found(rule, place, { i }, { path }));
      continue;
    }
    const described =
      before.prefix[i] === undefined ? "prefix-items.longer" : "prefix-items.shorter";
    const both = before.prefix[i] !== undefined && after.prefix[i] !== undefined;
    if (both) {
      findings.push(...below(comparison.compare(old, now, place.direction), path));
    } else if (isAnything(comparison.readOld(old)) !== isAnything(comparison.readNew(now))) {
      findings.push(found(described, place, { i }, { path }));
    } else {
      findings.push(...below(comparison.compare(old, now, place.direction), path));
    }
  }
  return findings;
}

function compareRest(
  before: ArrayFacts,
  after: ArrayFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const old = before.rest;
  const now = after.rest;
  const path = "[]";
  if (old === "closed" && now === "closed") return [];
  const by = before.restBy === "unevaluated" || after.restBy === "unevaluated";
  if (now === "closed") {
    return [found(by ? "unevaluated-items.closed" : "items.closed", place, {}, { path })];
  }
  if (old === "closed") {
    return [found(by ? "unevaluated-items.opened" : "items.dropped", place, {}, { path })];
  }
  const tuple = before.prefix.length > 0 || after.prefix.length > 0;
  const wasFree = isAnything(comparison.readOld(old));
  const isNowFree = isAnything(comparison.readNew(now));
  if (wasFree && isNowFree) return [];
  if (wasFree && !tuple) return [found("items.added", place, {}, { path })];
  if (isNowFree && !tuple) return [found("items.dropped", place, {}, { path })];
  return below(comparison.compare(old, now, place.direction), path);
}

export function isAnything(schema: Canonical): boolean {
  return (
    schema.branches.length === jsonTypes.length &&
    schema.branches.every(isFree) &&
    schema.undecided.length === 0
  );
}

function compareContains(
  before: readonly Containment[],
  after: readonly Containment[],
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const same = (one: Source, other: Source) => {
    const { narrower, wider } = relation(comparison, one, other);
    return !narrower && !wider;
  };
  const old = [...before];
  const unmatched: Containment[] = [];
  for (const now of after) {
    const at = old.findIndex((other) => same(other.source, now.source));
    const [match] = at >= 0 ? old.splice(at, 1) : [];
    if (match) findings.push(...containsBounds(match, now, place));
    else unmatched.push(now);
  }
  for (const now of unmatched) {
    const match = old.shift();
    if (!match) {
      findings.push(found("contains.added", place));
      continue;
    }
    const { narrower, wider } = relation(comparison, match.source, now.source);
    if (narrower) findings.push(found("contains.narrowed", place));
    if (wider) findings.push(found("contains.widened", place));
    findings.push(...containsBounds(match, now, place));
  }
  return [...findings, ...old.map(() => found("contains.removed", place))];
}

function containsBounds(before: Containment, after: Containment, place: Place): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  if (before.minimum !== after.minimum) {
    const rule = after.minimum > before.minimum ? "min-contains.raised" : "min-contains.lowered";
    findings.push(found(rule, place, { old: before.minimum, new: after.minimum }));
  }
  if (before.maximum !== after.maximum) {
    const rule = after.maximum < before.maximum ? "max-contains.lowered" : "max-contains.raised";
    findings.push(found(rule, place, { new: bound(after.maximum) }));
  }
  return findings;
}
