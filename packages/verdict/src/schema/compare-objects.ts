import { compareLower, compareUpper, contradiction } from "./compare-bounds.ts";
import { compareDependencies } from "./compare-dependencies.ts";
import { compareProperties } from "./compare-properties.ts";
import { compareRestOfKeys } from "./compare-rest.ts";
import {
  below,
  type Comparison,
  found,
  type Place,
  relation,
  type SchemaFinding,
} from "./comparison.ts";
import type { ObjectFacts } from "./facts.ts";
import { patternRules } from "./object-keys.ts";

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
