import { compareProperties } from "./compare-properties.ts";
import {
  below,
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
  oldFacts: ObjectFacts,
  newFacts: ObjectFacts,
  place: Place,
): SchemaFinding[] {
  const impossible = contradiction(
    [oldFacts.minProperties, oldFacts.maxProperties],
    [newFacts.minProperties, newFacts.maxProperties],
    place,
  );
  return [
    ...compareProperties(oldFacts, newFacts, place),
    ...compareRestOfKeys(oldFacts, newFacts, place),
    ...comparePatterns(oldFacts, newFacts, place),
    ...compareNames(oldFacts, newFacts, place),
    ...(impossible.length > 0
      ? impossible
      : [
          ...compareLower("minProperties", oldFacts.minProperties, newFacts.minProperties, place),
          ...compareUpper("maxProperties", oldFacts.maxProperties, newFacts.maxProperties, place),
        ]),
    ...compareDependencies(oldFacts, newFacts, place),
  ];
}

function comparePatterns(
  oldFacts: ObjectFacts,
  newFacts: ObjectFacts,
  place: Place,
): SchemaFinding[] {
  const oldSources = patternRules(oldFacts);
  const newSources = patternRules(newFacts);
  const findings: SchemaFinding[] = [];
  for (const [pattern, source] of newSources) {
    const oldSource = oldSources.get(pattern);
    if (oldSource) {
      findings.push(
        ...below(place.comparison.compare(oldSource, source, place.direction), `.{${pattern}}`),
      );
    } else {
      findings.push(found("pattern-properties.added", place, { new: pattern }));
    }
  }
  for (const pattern of oldSources.keys()) {
    if (!newSources.has(pattern))
      findings.push(found("pattern-properties.removed", place, { old: pattern }));
  }
  return findings;
}

function compareNames(oldFacts: ObjectFacts, newFacts: ObjectFacts, place: Place): SchemaFinding[] {
  if (oldFacts.propertyNames.length === 0 && newFacts.propertyNames.length === 0) return [];
  const { narrower, wider } = relation(
    place.comparison,
    oldFacts.propertyNames,
    newFacts.propertyNames,
  );
  return [
    ...(narrower ? [found("property-names.narrowed", place)] : []),
    ...(wider ? [found("property-names.widened", place)] : []),
  ];
}

/** The schema of keys that the schema does not name. */
function compareRestOfKeys(
  oldFacts: ObjectFacts,
  newFacts: ObjectFacts,
  place: Place,
): SchemaFinding[] {
  const oldRest = restOf(oldFacts);
  const newRest = restOf(newFacts);
  const evaluated = oldRest.by === "additional" && newRest.by === "additional";
  const closes = evaluated ? "additional-properties.closed" : "unevaluated-properties.closed";
  const opens = evaluated ? "additional-properties.opened" : "unevaluated-properties.opened";
  if (oldRest.kind === newRest.kind && oldRest.kind !== "typed") return [];
  if (oldRest.kind === "typed" && newRest.kind === "typed") {
    return below(place.comparison.compare(oldRest.source, newRest.source, place.direction), ".*");
  }
  if (newRest.kind === "closed") return [found(closes, place)];
  if (oldRest.kind === "closed") return [found(opens, place)];
  const path = ".*";
  if (newRest.kind === "typed") {
    const type = place.comparison
      .readNew(newRest.source)
      .branches.map((branch) => branch.name ?? branch.type);
    const marks = { new: type.join(" or ") };
    return [found("additional-properties.typed", place, marks, { path })];
  }
  if (oldRest.kind === "typed")
    return [found("additional-properties.untyped", place, {}, { path })];
  if (declaredKeys(oldFacts).length === 0 && declaredKeys(newFacts).length === 0) {
    return [found("additional-properties.bare-object", place)];
  }
  const rule =
    newRest.kind === "open"
      ? "additional-properties.written-out"
      : "additional-properties.left-out";
  return [found(rule, place)];
}

function compareDependencies(
  oldFacts: ObjectFacts,
  newFacts: ObjectFacts,
  place: Place,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const oldNeeds = oldFacts.dependentRequired;
  const newNeeds = newFacts.dependentRequired;
  for (const name of new Set([...oldNeeds.keys(), ...newNeeds.keys()])) {
    const had = oldNeeds.get(name) ?? new Set();
    const has = newNeeds.get(name) ?? new Set();
    const fresh = [...has].filter((need) => !had.has(need)).join(", ");
    const gone = [...had].filter((need) => !has.has(need)).join(", ");
    if (fresh) findings.push(found("dependent-required.added", place, { name, new: fresh }));
    if (gone) findings.push(found("dependent-required.removed", place, { name, old: gone }));
  }
  const schemas = oldFacts.dependentSchemas;
  for (const [name, source] of newFacts.dependentSchemas) {
    const oldSource = schemas.get(name);
    if (oldSource)
      findings.push(
        ...below(place.comparison.exact.compare(oldSource, source, place.direction), `(${name})`),
      );
    else findings.push(found("dependent-schemas.added", place, { name }));
  }
  for (const name of schemas.keys()) {
    if (!newFacts.dependentSchemas.has(name)) {
      findings.push(found("dependent-schemas.removed", place, { name }));
    }
  }
  return findings;
}
