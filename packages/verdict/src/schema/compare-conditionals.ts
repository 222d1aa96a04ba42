import type { Conditional } from "./branch.ts";
import {
  below,
  type Comparison,
  found,
  type Place,
  relation,
  type SchemaFinding,
} from "./comparison.ts";

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
