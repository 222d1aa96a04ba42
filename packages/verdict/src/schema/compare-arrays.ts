import { isFree, jsonTypes } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import {
  below,
  bound,
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
  oldFacts: ArrayFacts,
  newFacts: ArrayFacts,
  place: Place,
): SchemaFinding[] {
  const impossible = contradiction(
    [oldFacts.minItems, oldFacts.maxItems],
    [newFacts.minItems, newFacts.maxItems],
    place,
  );
  if (impossible.length > 0) return impossible;
  return [
    ...compareLower("minItems", oldFacts.minItems, newFacts.minItems, place),
    ...compareUpper("maxItems", oldFacts.maxItems, newFacts.maxItems, place),
    ...unique(oldFacts.unique, newFacts.unique, place),
    ...comparePrefix(oldFacts, newFacts, place),
    ...compareRest(oldFacts, newFacts, place),
    ...compareContains(oldFacts.contains, newFacts.contains, place),
  ];
}

function unique(oldFlag: boolean, newFlag: boolean, place: Place): SchemaFinding[] {
  if (oldFlag === newFlag) return [];
  return [found(newFlag ? "unique-items.set" : "unique-items.dropped", place)];
}

function comparePrefix(oldFacts: ArrayFacts, newFacts: ArrayFacts, place: Place): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const length = Math.max(oldFacts.prefix.length, newFacts.prefix.length);
  for (let i = 0; i < length; i++) {
    const oldSource = oldFacts.prefix[i] ?? oldFacts.rest;
    const newSource = newFacts.prefix[i] ?? newFacts.rest;
    const path = `[${i}]`;
    if (oldSource === "closed" || newSource === "closed") {
      if (oldSource === newSource) break;
      const rule = newSource === "closed" ? "prefix-items.narrowed" : "prefix-items.widened";
      findings.push(found(rule, place, { i }, { path }));
      continue;
    }
    const described =
      oldFacts.prefix[i] === undefined ? "prefix-items.longer" : "prefix-items.shorter";
    const both = oldFacts.prefix[i] !== undefined && newFacts.prefix[i] !== undefined;
    if (both) {
      findings.push(
        ...below(place.comparison.compare(oldSource, newSource, place.direction), path),
      );
    } else if (
      isAnything(place.comparison.readOld(oldSource)) !==
      isAnything(place.comparison.readNew(newSource))
    ) {
      findings.push(found(described, place, { i }, { path }));
    } else {
      findings.push(
        ...below(place.comparison.compare(oldSource, newSource, place.direction), path),
      );
    }
  }
  return findings;
}

function compareRest(oldFacts: ArrayFacts, newFacts: ArrayFacts, place: Place): SchemaFinding[] {
  const oldSource = oldFacts.rest;
  const newSource = newFacts.rest;
  const path = "[]";
  if (oldSource === "closed" && newSource === "closed") return [];
  const by = oldFacts.restBy === "unevaluated" || newFacts.restBy === "unevaluated";
  if (newSource === "closed") {
    return [found(by ? "unevaluated-items.closed" : "items.closed", place, {}, { path })];
  }
  if (oldSource === "closed") {
    return [found(by ? "unevaluated-items.opened" : "items.dropped", place, {}, { path })];
  }
  const tuple = oldFacts.prefix.length > 0 || newFacts.prefix.length > 0;
  const wasFree = isAnything(place.comparison.readOld(oldSource));
  const isNowFree = isAnything(place.comparison.readNew(newSource));
  if (wasFree && isNowFree) return [];
  if (wasFree && !tuple) return [found("items.added", place, {}, { path })];
  if (isNowFree && !tuple) return [found("items.dropped", place, {}, { path })];
  return below(place.comparison.compare(oldSource, newSource, place.direction), path);
}

export function isAnything(schema: Canonical): boolean {
  return (
    schema.branches.length === jsonTypes.length &&
    schema.branches.every(isFree) &&
    schema.undecided.length === 0
  );
}

function compareContains(
  oldContains: readonly Containment[],
  newContains: readonly Containment[],
  place: Place,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const same = (one: Source, other: Source) => {
    const { narrower, wider } = relation(place.comparison, one, other);
    return !narrower && !wider;
  };
  const oldUnmatched = [...oldContains];
  const unmatched: Containment[] = [];
  for (const newUnmatched of newContains) {
    const at = oldUnmatched.findIndex((other) => same(other.source, newUnmatched.source));
    const [match] = at >= 0 ? oldUnmatched.splice(at, 1) : [];
    if (match) findings.push(...containsBounds(match, newUnmatched, place));
    else unmatched.push(newUnmatched);
  }
  for (const newUnmatched of unmatched) {
    const match = oldUnmatched.shift();
    if (!match) {
      findings.push(found("contains.added", place));
      continue;
    }
    const { narrower, wider } = relation(place.comparison, match.source, newUnmatched.source);
    if (narrower) findings.push(found("contains.narrowed", place));
    if (wider) findings.push(found("contains.widened", place));
    findings.push(...containsBounds(match, newUnmatched, place));
  }
  return [...findings, ...oldUnmatched.map(() => found("contains.removed", place))];
}

function containsBounds(
  oldContains: Containment,
  newContains: Containment,
  place: Place,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  if (oldContains.minimum !== newContains.minimum) {
    const rule =
      newContains.minimum > oldContains.minimum ? "min-contains.raised" : "min-contains.lowered";
    findings.push(found(rule, place, { old: oldContains.minimum, new: newContains.minimum }));
  }
  if (oldContains.maximum !== newContains.maximum) {
    const rule =
      newContains.maximum < oldContains.maximum ? "max-contains.lowered" : "max-contains.raised";
    findings.push(found(rule, place, { new: bound(newContains.maximum) }));
  }
  return findings;
}
