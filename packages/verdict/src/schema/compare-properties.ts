import type { Direction } from "../rules/change-class.ts";
import type { Canonical } from "./canonical.ts";
import { below, type Comparison, found, type Place, type SchemaFinding } from "./comparison.ts";
import type { ObjectFacts, Source } from "./facts.ts";
import { declaredKeys, keyRule, restOf } from "./object-facts.ts";

interface Sides {
  before: ObjectFacts;
  after: ObjectFacts;
  place: Place;
  comparison: Comparison;
}

export function compareProperties(
  before: ObjectFacts,
  after: ObjectFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const sides: Sides = { before, after, place, comparison };
  const oldKeys = new Set(declaredKeys(before));
  const newKeys = new Set(declaredKeys(after));
  const allowed = (key: string, facts: ObjectFacts) => keyRule(facts, key).kind !== "forbidden";
  const here = (key: string) => oldKeys.has(key) && allowed(key, before);
  const there = (key: string) => newKeys.has(key) && allowed(key, after);
  const everywhere = comparison.isExact ? [...new Set([...oldKeys, ...newKeys])] : [];
  const open = (key: string) =>
    everywhere.includes(key) && allowed(key, before) && allowed(key, after);
  const gone = [...oldKeys].filter((key) => here(key) && !there(key) && !open(key));
  const come = [...newKeys].filter((key) => there(key) && !here(key) && !open(key));
  const renamed = renamedPairs(gone, come, sides);
  const findings: SchemaFinding[] = [];
  for (const [old, now] of renamed) {
    findings.push(found("property.renamed", place, { old, new: now }, { path: `.${now}` }));
  }
  for (const key of new Set([...oldKeys, ...everywhere])) {
    if ((here(key) && there(key)) || open(key)) findings.push(...kept(key, sides));
    else if (here(key) && !renamed.has(key)) findings.push(...removed(key, sides));
  }
  const targets = new Set(renamed.values());
  for (const key of come) if (!targets.has(key)) findings.push(...added(key, sides));
  for (const key of new Set([...before.required, ...after.required])) {
    if (oldKeys.has(key) || newKeys.has(key)) continue;
    const path = `.${key}`;
    const was = before.required.has(key);
    const is = after.required.has(key);
    if (is && !was) findings.push(found("required.undeclared", place, { name: key }, { path }));
    if (was && !is) findings.push(found("required.key-dropped", place, { name: key }, { path }));
  }
  return findings;
}

function sourceOf(facts: ObjectFacts, key: string): Source {
  const rule = keyRule(facts, key);
  return "source" in rule ? rule.source : [];
}

/** A key only for the other direction is not there at all: what is read only is never sent. */
function isHidden(schema: Canonical, direction: Direction): boolean {
  const { readOnly, writeOnly } = schema.notes;
  if (readOnly && writeOnly) return false;
  return direction === "request" ? readOnly : writeOnly;
}

function kept(key: string, { before, after, place, comparison }: Sides): SchemaFinding[] {
  const path = `.${key}`;
  const old = sourceOf(before, key);
  const now = sourceOf(after, key);
  const { direction } = place;
  const marks = { name: key };
  const was = isHidden(comparison.readOld(old), direction);
  const is = isHidden(comparison.readNew(now), direction);
  const mark = direction === "request" ? "read-only" : "write-only";
  if (was && is) return [];
  if (is) return [found(`${mark}.set`, place, marks, { path })];
  const required = after.required.has(key);
  if (was) {
    const level = direction === "request" && required ? "breaking" : "additive";
    return [found(`${mark}.lifted`, place, marks, { path, class: level })];
  }
  const findings = below(comparison.compare(old, now, direction), path).map((finding) => {
    // A required key is never missing, so nobody meets the default.
    const idle = finding.rule === "default.changed" && required && finding.path === path;
    return idle && direction === "response" ? { ...finding, class: "docs" as const } : finding;
  });
  findings.push(...otherMark(key, old, now, place, comparison));
  if (required && !before.required.has(key)) {
    findings.push(found("required.key-added", place, marks, { path }));
  }
  if (!required && before.required.has(key)) {
    findings.push(found("required.key-dropped", place, marks, { path }));
  }
  return findings;
}

/** `readOnly` means nothing for what is read, yet the generator writes `readonly`. */
function otherMark(
  key: string,
  old: Source,
  now: Source,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const was = comparison.readOld(old).notes;
  const is = comparison.readNew(now).notes;
  const options = { path: `.${key}` };
  const marks = { name: key };
  if (place.direction === "response" && !was.readOnly && is.readOnly) {
    return [found("read-only.set", place, marks, options)];
  }
  if (place.direction === "request" && !was.writeOnly && is.writeOnly) {
    return [found("write-only.set", place, marks, options)];
  }
  return [];
}

function added(key: string, { before, after, place, comparison }: Sides): SchemaFinding[] {
  const path = `.${key}`;
  const marks = { name: key };
  const { direction } = place;
  const source = sourceOf(after, key);
  const required = after.required.has(key);
  if (isHidden(comparison.readNew(source), direction)) {
    const silent = { path, class: "none" as const };
    return required ? [found("read-only.required-added", place, marks, silent)] : [];
  }
  const demanded = required && !before.required.has(key);
  const rule = demanded ? "property.required-added" : "property.optional-added";
  const plain = found(rule, place, marks, { path });
  const general = keyRule(before, key);
  if (general.kind === "forbidden") {
    return direction === "response"
      ? [found("property.added-to-closed", place, marks, { path })]
      : [plain];
  }
  if ("source" in general) {
    const worse = comparison
      .compare(general.source, source, direction)
      .filter(({ class: level }) => level === "breaking" || level === "risky");
    const levels = worse.map((finding) => finding.class);
    const level = levels.includes("breaking") ? "breaking" : "risky";
    const beside = found("property.added-beside-rest", place, marks, { path, class: level });
    return [
      ...(worse.length > 0 ? [beside] : []),
      ...(demanded || worse.length === 0 ? [plain] : []),
    ];
  }
  const bare = declaredKeys(before).length === 0 && restOf(before).kind === "absent";
  const first = bare && !demanded && declaredKeys(after)[0] === key;
  return first ? [plain, found("properties.first", place)] : [plain];
}

function removed(key: string, { before, after, place, comparison }: Sides): SchemaFinding[] {
  const path = `.${key}`;
  const marks = { name: key };
  const { direction } = place;
  const source = sourceOf(before, key);
  if (isHidden(comparison.readOld(source), direction)) return [];
  const required = before.required.has(key);
  const general = keyRule(after, key);
  if ("source" in general) {
    const worse = comparison
      .compare(source, general.source, direction)
      .some(({ class: level }) => level === "breaking" || level === "risky");
    const lost = required && !after.required.has(key) && direction === "response";
    if (!worse && !lost) return [found("property.removed-into-rest", place, marks, { path })];
  }
  return [
    found(required ? "property.required-removed" : "property.optional-removed", place, marks, {
      path,
    }),
  ];
}

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
