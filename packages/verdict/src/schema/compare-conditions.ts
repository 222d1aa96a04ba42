import type { Conditional } from "./branch.ts";
import {
  below,
  type Comparison,
  found,
  type Place,
  relation,
  type SchemaFinding,
} from "./comparison.ts";
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

export function compareConditionals(
  before: readonly Conditional[],
  after: readonly Conditional[],
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const old = [...before];
  const now: Conditional[] = [];
  for (const conditional of after) {
    const at = old.findIndex((other) => {
      const { narrower, wider } = relation(comparison, other.condition, conditional.condition);
      return !narrower && !wider;
    });
    const [match] = at >= 0 ? old.splice(at, 1) : [];
    if (!match) {
      now.push(conditional);
      continue;
    }
    const { direction } = place;
    findings.push(
      ...below(
        comparison.exact.compare(match.consequence, conditional.consequence, direction),
        "(then)",
      ),
      ...below(
        comparison.exact.compare(match.alternative, conditional.alternative, direction),
        "(else)",
      ),
    );
  }
  while (old.length > 0 && now.length > 0) {
    old.pop();
    now.pop();
    findings.push(found("conditional.if-changed", place));
  }
  return [
    ...findings,
    ...now.map(() => found("conditional.added", place)),
    ...old.map(() => found("conditional.removed", place)),
  ];
}
