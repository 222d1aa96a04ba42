import { compareProperties } from "./compare-properties.ts";
import {
  below,
  type Comparison,
  compareLower,
  compareUpper,
  contradiction,
  found,
  type Place,
  relation,
  type SchemaFinding,
} from "./comparison.ts";
import type { ObjectFacts } from "./facts.ts";
import { declaredKeys, patternRules, restOf } from "./object-facts.ts";

export function compareObjects(
  before: ObjectFacts,
  after: ObjectFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const impossible = contradiction(
    [before.minProperties, before.maxProperties],
    [after.minProperties, after.maxProperties],
    place,
  );
  return [
    ...compareProperties(before, after, place, comparison),
    ...compareRestOfKeys(before, after, place, comparison),
    ...comparePatterns(before, after, place, comparison),
    ...compareNames(before, after, place, comparison),
    ...(impossible.length > 0
      ? impossible
      : [
          ...compareLower("minProperties", before.minProperties, after.minProperties, place),
          ...compareUpper("maxProperties", before.maxProperties, after.maxProperties, place),
        ]),
    ...compareDependencies(before, after, place, comparison),
  ];
}

function comparePatterns(
  before: ObjectFacts,
  after: ObjectFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const old = patternRules(before);
  const now = patternRules(after);
  const findings: SchemaFinding[] = [];
  for (const [pattern, source] of now) {
    const was = old.get(pattern);
    if (was) {
      findings.push(...below(comparison.compare(was, source, place.direction), `.{${pattern}}`));
    } else {
      findings.push(found("pattern-properties.added", place, { new: pattern }));
    }
  }
  for (const pattern of old.keys()) {
    if (!now.has(pattern))
      findings.push(found("pattern-properties.removed", place, { old: pattern }));
  }
  return findings;
}

function compareNames(
  before: ObjectFacts,
  after: ObjectFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  if (before.propertyNames.length === 0 && after.propertyNames.length === 0) return [];
  const { narrower, wider } = relation(comparison, before.propertyNames, after.propertyNames);
  return [
    ...(narrower ? [found("property-names.narrowed", place)] : []),
    ...(wider ? [found("property-names.widened", place)] : []),
  ];
}

/** What may stand under keys that nothing names. */
export function compareRestOfKeys(
  before: ObjectFacts,
  after: ObjectFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const old = restOf(before);
  const now = restOf(after);
  const evaluated = old.by === "additional" && now.by === "additional";
  const closes = evaluated ? "additional-properties.closed" : "unevaluated-properties.closed";
  const opens = evaluated ? "additional-properties.opened" : "unevaluated-properties.opened";
  if (old.kind === now.kind && old.kind !== "typed") return [];
  if (old.kind === "typed" && now.kind === "typed") {
    return below(comparison.compare(old.source, now.source, place.direction), ".*");
  }
  if (now.kind === "closed") return [found(closes, place)];
  if (old.kind === "closed") return [found(opens, place)];
  const path = ".*";
  if (now.kind === "typed") {
    const type = comparison
      .readNew(now.source)
      .branches.map((branch) => branch.name ?? branch.type);
    const marks = { new: type.join(" or ") };
    return [found("additional-properties.typed", place, marks, { path })];
  }
  if (old.kind === "typed") return [found("additional-properties.untyped", place, {}, { path })];
  if (declaredKeys(before).length === 0 && declaredKeys(after).length === 0) {
    return [found("additional-properties.bare-object", place)];
  }
  const rule =
    now.kind === "open" ? "additional-properties.written-out" : "additional-properties.left-out";
  return [found(rule, place)];
}

export function compareDependencies(
  before: ObjectFacts,
  after: ObjectFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const old = before.dependentRequired;
  const now = after.dependentRequired;
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const had = old.get(name) ?? new Set();
    const has = now.get(name) ?? new Set();
    const fresh = [...has].filter((need) => !had.has(need)).join(", ");
    const gone = [...had].filter((need) => !has.has(need)).join(", ");
    if (fresh) findings.push(found("dependent-required.added", place, { name, new: fresh }));
    if (gone) findings.push(found("dependent-required.removed", place, { name, old: gone }));
  }
  const schemas = before.dependentSchemas;
  for (const [name, source] of after.dependentSchemas) {
    const was = schemas.get(name);
    if (was)
      findings.push(...below(comparison.exact.compare(was, source, place.direction), `(${name})`));
    else findings.push(found("dependent-schemas.added", place, { name }));
  }
  for (const name of schemas.keys()) {
    if (!after.dependentSchemas.has(name)) {
      findings.push(found("dependent-schemas.removed", place, { name }));
    }
  }
  return findings;
}
