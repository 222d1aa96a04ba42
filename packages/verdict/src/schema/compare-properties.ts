import type { Direction } from "../rules/change-class.ts";
import { alikeNames } from "./alike-names.ts";
import type { Canonical } from "./canonical.ts";
import { below, type Comparison, found, type Place, type SchemaFinding } from "./comparison.ts";
import type { ObjectFacts, Source } from "./facts.ts";
import { declaredKeys, keyRule, restOf } from "./object-facts.ts";

interface Sides {
  old: ObjectFacts;
  new: ObjectFacts;
  place: Place;
}

export function compareProperties(
  oldFacts: ObjectFacts,
  newFacts: ObjectFacts,
  place: Place,
): SchemaFinding[] {
  const sides: Sides = { old: oldFacts, new: newFacts, place };
  const oldKeys = new Set(declaredKeys(oldFacts));
  const newKeys = new Set(declaredKeys(newFacts));
  const allowed = (key: string, facts: ObjectFacts) => keyRule(facts, key).kind !== "forbidden";
  const here = (key: string) => oldKeys.has(key) && allowed(key, oldFacts);
  const there = (key: string) => newKeys.has(key) && allowed(key, newFacts);
  const everywhere = new Set(place.comparison.isExact ? [...oldKeys, ...newKeys] : []);
  const open = (key: string) =>
    everywhere.has(key) && allowed(key, oldFacts) && allowed(key, newFacts);
  const gone = [...oldKeys].filter((key) => here(key) && !there(key) && !open(key));
  const come = [...newKeys].filter((key) => there(key) && !here(key) && !open(key));
  const renamed = renamedPairs(gone, come, sides);
  const findings: SchemaFinding[] = [];
  for (const [oldText, newText] of renamed) {
    findings.push(
      found(
        "property.renamed",
        place,
        { old: oldText, new: newText },
        {
          path: `.${newText}`,
          alsoAt: [`.${oldText}`],
        },
      ),
    );
  }
  for (const key of new Set([...oldKeys, ...everywhere])) {
    if ((here(key) && there(key)) || open(key)) findings.push(...kept(key, sides));
    else if (here(key) && !renamed.has(key)) findings.push(...removed(key, sides));
  }
  const targets = new Set(renamed.values());
  for (const key of come) if (!targets.has(key)) findings.push(...added(key, sides));
  for (const key of new Set([...oldFacts.required, ...newFacts.required])) {
    if (oldKeys.has(key) || newKeys.has(key)) continue;
    const path = `.${key}`;
    const oldFlag = oldFacts.required.has(key);
    const newFlag = newFacts.required.has(key);
    if (newFlag && !oldFlag)
      findings.push(found("required.undeclared", place, { name: key }, { path }));
    if (oldFlag && !newFlag)
      findings.push(found("required.key-dropped", place, { name: key }, { path }));
  }
  return findings;
}

function sourceOf(facts: ObjectFacts, key: string): Source {
  const rule = keyRule(facts, key);
  return "source" in rule ? rule.source : [];
}

/** A key for the other direction only does not exist in this one: a read-only key is never sent. */
function isHidden(schema: Canonical, direction: Direction): boolean {
  const { readOnly, writeOnly } = schema.notes;
  if (readOnly && writeOnly) return false;
  return direction === "request" ? readOnly : writeOnly;
}

function kept(key: string, { old: oldFacts, new: newFacts, place }: Sides): SchemaFinding[] {
  const path = `.${key}`;
  const oldSource = sourceOf(oldFacts, key);
  const newSource = sourceOf(newFacts, key);
  const { direction } = place;
  const required = newFacts.required.has(key);
  const isSame = required === oldFacts.required.has(key);
  if (isSame && place.comparison.isUnchanged(oldSource, newSource)) return [];
  const marks = { name: key };
  const oldFlag = isHidden(place.comparison.readOld(oldSource), direction);
  const newFlag = isHidden(place.comparison.readNew(newSource), direction);
  const mark = direction === "request" ? "read-only" : "write-only";
  if (oldFlag && newFlag) return [];
  if (newFlag) return [found(`${mark}.set`, place, marks, { path })];
  if (oldFlag) {
    const level = direction === "request" && required ? "breaking" : "additive";
    return [found(`${mark}.lifted`, place, marks, { path, class: level })];
  }
  const findings = below(place.comparison.compare(oldSource, newSource, direction), path).map(
    (finding) => {
      // A required key is never missing, so its default never applies.
      const idle = finding.rule === "default.changed" && required && finding.path === path;
      return idle && direction === "response" ? { ...finding, class: "docs" as const } : finding;
    },
  );
  findings.push(...otherMark(key, oldSource, newSource, place));
  if (required && !oldFacts.required.has(key)) {
    findings.push(found("required.key-added", place, marks, { path }));
  }
  if (!required && oldFacts.required.has(key)) {
    findings.push(found("required.key-dropped", place, marks, { path }));
  }
  return findings;
}

/** `readOnly` has no effect on reading, but the generator writes `readonly`. */
function otherMark(
  key: string,
  oldSource: Source,
  newSource: Source,
  place: Place,
): SchemaFinding[] {
  const oldNotes = place.comparison.readOld(oldSource).notes;
  const newNotes = place.comparison.readNew(newSource).notes;
  const options = { path: `.${key}` };
  const marks = { name: key };
  if (place.direction === "response" && !oldNotes.readOnly && newNotes.readOnly) {
    const text = `${key} is marked as read only; code can no longer assign it.`;
    return [found("read-only.set", place, marks, { ...options, text })];
  }
  if (place.direction === "request" && !oldNotes.writeOnly && newNotes.writeOnly) {
    const text = `${key} is marked as write only; requests can still send it.`;
    return [found("write-only.set", place, marks, { ...options, text })];
  }
  return [];
}

function added(key: string, { old: oldFacts, new: newFacts, place }: Sides): SchemaFinding[] {
  const path = `.${key}`;
  const marks = { name: key };
  const { direction } = place;
  const source = sourceOf(newFacts, key);
  const required = newFacts.required.has(key);
  if (isHidden(place.comparison.readNew(source), direction)) {
    const silent = { path, class: "none" as const };
    return required ? [found("read-only.required-added", place, marks, silent)] : [];
  }
  const demanded = required && !oldFacts.required.has(key);
  const rule = demanded ? "property.required-added" : "property.optional-added";
  const plain = found(rule, place, marks, { path });
  const general = keyRule(oldFacts, key);
  if (general.kind === "forbidden") {
    return direction === "response"
      ? [found("property.added-to-closed", place, marks, { path })]
      : [plain];
  }
  if ("source" in general) {
    const worse = place.comparison
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
  const bare = declaredKeys(oldFacts).length === 0 && restOf(oldFacts).kind === "absent";
  const first = bare && !demanded && declaredKeys(newFacts)[0] === key;
  return first ? [plain, found("properties.first", place)] : [plain];
}

function removed(key: string, { old: oldFacts, new: newFacts, place }: Sides): SchemaFinding[] {
  const path = `.${key}`;
  const marks = { name: key };
  const { direction } = place;
  const source = sourceOf(oldFacts, key);
  if (isHidden(place.comparison.readOld(source), direction)) return [];
  const required = oldFacts.required.has(key);
  const general = keyRule(newFacts, key);
  if ("source" in general) {
    const worse = place.comparison
      .compare(source, general.source, direction)
      .some(({ class: level }) => level === "breaking" || level === "risky");
    const lost = required && !newFacts.required.has(key) && direction === "response";
    if (!worse && !lost) return [found("property.removed-into-rest", place, marks, { path })];
  }
  return [
    found(required ? "property.required-removed" : "property.optional-removed", place, marks, {
      path,
    }),
  ];
}

interface Sides {
  old: ObjectFacts;
  new: ObjectFacts;
  place: Place;
}

/** Removed keys with an added key of the same schema and a similar name; old name to new name. */
function renamedPairs(
  gone: readonly string[],
  come: readonly string[],
  { old: oldFacts, new: newFacts, place }: Sides,
): Map<string, string> {
  const pairs = new Map<string, string>();
  if (gone.length > 20 || come.length > 20) return pairs;
  for (const oldText of gone) {
    const candidates = come.filter(
      (newText) =>
        !pairs.has(oldText) &&
        ![...pairs.values()].includes(newText) &&
        alikeNames(oldText, newText) &&
        oldFacts.required.has(oldText) === newFacts.required.has(newText) &&
        sameSchema(source(oldFacts, oldText), source(newFacts, newText), place.comparison),
    );
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined) pairs.set(oldText, only);
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
