import type ts from "typescript";
import { compareKeys } from "./compare-keys.ts";
import { matchObjects } from "./match-objects.ts";
import { idOf, type TypeComparison, type TypeFinding } from "./type-finding.ts";
import { isObjectLike, membersOf, nameOfType } from "./type-shape.ts";

/** Object types, several where there is a union: each with the one it became. */
export function compareObjects(
  before: ts.Type,
  after: ts.Type,
  fits: boolean,
  comparison: TypeComparison,
): TypeFinding[] {
  const { checker, direction } = comparison;
  const objects = (type: ts.Type) =>
    membersOf(type).filter((member) => isObjectLike(checker, member));
  const old = objects(before);
  const now = objects(after);
  if (old.length === 0 || now.length === 0) return [];
  const { pairs, gone } = matchObjects(old, now, comparison);
  const findings = pairs.flatMap(([one, other]) => compareKeys(one, other, comparison));
  if (direction === "response" && fits) {
    for (const member of gone) {
      const text = `${nameOfType(checker, member)} is not possible any more; its branch no longer compiles.`;
      const cause = `${idOf(member)}>gone`;
      findings.push({
        rule: "any-of.removed",
        class: "risky",
        path: "",
        text,
        cause,
        fails: false,
      });
    }
  }
  return findings;
}
