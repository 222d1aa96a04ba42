import { type Comparison, found, type Place, relation, type SchemaFinding } from "./comparison.ts";
import type { Source } from "./facts.ts";

/** `not`: a wider exclusion narrows, a narrower one widens. */
export function compareExclusions(
  before: readonly Source[],
  after: readonly Source[],
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const old = [...before];
  const now: Source[] = [];
  for (const source of after) {
    const at = old.findIndex((other) => {
      const { narrower, wider } = relation(comparison, other, source);
      return !narrower && !wider;
    });
    if (at >= 0) old.splice(at, 1);
    else now.push(source);
  }
  const [one] = old;
  const [other] = now;
  if (old.length === 1 && now.length === 1 && one && other) {
    const { narrower, wider } = relation(comparison, one, other);
    return [
      ...(wider ? [found("not.added", place)] : []),
      ...(narrower ? [found("not.removed", place)] : []),
    ];
  }
  return [
    ...now.map(() => found("not.added", place)),
    ...old.map(() => found("not.removed", place)),
  ];
}
