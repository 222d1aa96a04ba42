import type { Conditional } from "./branch.ts";
import { below, found, type Place, relation, type SchemaFinding } from "./comparison.ts";
import type { Source } from "./facts.ts";

/** `not`: a wider exclusion narrows, a narrower one widens. */
export function compareExclusions(
  oldSources: readonly Source[],
  newSources: readonly Source[],
  place: Place,
): SchemaFinding[] {
  const oldUnmatched = [...oldSources];
  const newUnmatched: Source[] = [];
  for (const source of newSources) {
    const at = oldUnmatched.findIndex((other) => {
      const { narrower, wider } = relation(place.comparison, other, source);
      return !narrower && !wider;
    });
    if (at >= 0) oldUnmatched.splice(at, 1);
    else newUnmatched.push(source);
  }
  const [one] = oldUnmatched;
  const [other] = newUnmatched;
  if (oldUnmatched.length === 1 && newUnmatched.length === 1 && one && other) {
    const { narrower, wider } = relation(place.comparison, one, other);
    return [
      ...(wider ? [found("not.added", place)] : []),
      ...(narrower ? [found("not.removed", place)] : []),
    ];
  }
  return [
    ...newUnmatched.map(() => found("not.added", place)),
    ...oldUnmatched.map(() => found("not.removed", place)),
  ];
}

export function compareConditionals(
  oldConditionals: readonly Conditional[],
  newConditionals: readonly Conditional[],
  place: Place,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const oldUnmatched = [...oldConditionals];
  const newUnmatched: Conditional[] = [];
  for (const conditional of newConditionals) {
    const at = oldUnmatched.findIndex((other) => {
      const { narrower, wider } = relation(
        place.comparison,
        other.condition,
        conditional.condition,
      );
      return !narrower && !wider;
    });
    const [match] = at >= 0 ? oldUnmatched.splice(at, 1) : [];
    if (!match) {
      newUnmatched.push(conditional);
      continue;
    }
    const { direction } = place;
    findings.push(
      ...below(
        place.comparison.exact.compare(match.consequence, conditional.consequence, direction),
        "(then)",
      ),
      ...below(
        place.comparison.exact.compare(match.alternative, conditional.alternative, direction),
        "(else)",
      ),
    );
  }
  while (oldUnmatched.length > 0 && newUnmatched.length > 0) {
    oldUnmatched.pop();
    newUnmatched.pop();
    findings.push(found("conditional.if-changed", place));
  }
  return [
    ...findings,
    ...newUnmatched.map(() => found("conditional.added", place)),
    ...oldUnmatched.map(() => found("conditional.removed", place)),
  ];
}
