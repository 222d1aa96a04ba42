import { below, type Comparison, found, type Place, type SchemaFinding } from "./comparison.ts";
import type { ObjectFacts } from "./facts.ts";

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
