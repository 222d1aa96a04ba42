import type ts from "typescript";
import { compareKeys } from "./compare-keys.ts";
import { idOf, type TypeComparison, type TypeFinding } from "./type-finding.ts";
import { isObjectLike, membersOf, nameOfType } from "./type-shape.ts";

/** Compares object types, several for a union: each with its new version. */
export function compareObjects(
  oldType: ts.Type,
  newType: ts.Type,
  fits: boolean,
  comparison: TypeComparison,
): TypeFinding[] {
  const { checker, direction } = comparison;
  const objects = (type: ts.Type) =>
    membersOf(type).filter((member) => isObjectLike(checker, member));
  const oldTypes = objects(oldType);
  const newTypes = objects(newType);
  if (oldTypes.length === 0 || newTypes.length === 0) return [];
  const { pairs, gone } = matchObjects(oldTypes, newTypes, comparison);
  const findings = pairs.flatMap(([one, other]) => compareKeys(one, other, comparison));
  if (direction === "response" && fits) {
    for (const member of gone) {
      const text = `${nameOfType(checker, member)} is no longer possible; its branch no longer compiles.`;
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

/** The object of the new union for each object of the old one. */
function matchObjects(
  oldTypes: readonly ts.Type[],
  newTypes: readonly ts.Type[],
  { checker, direction }: TypeComparison,
): { pairs: [ts.Type, ts.Type][]; gone: ts.Type[] } {
  const gone = [...oldTypes];
  const come = [...newTypes];
  const pairs: [ts.Type, ts.Type][] = [];
  const matchBy = (like: (one: ts.Type, other: ts.Type) => boolean) => {
    for (const one of [...gone]) {
      const at = come.findIndex((other) => like(one, other));
      const other = come[at];
      if (!other) continue;
      pairs.push([one, other]);
      gone.splice(gone.indexOf(one), 1);
      come.splice(at, 1);
    }
  };
  const fits = (one: ts.Type, other: ts.Type) => checker.isTypeAssignableTo(one, other);
  const keys = (type: ts.Type) => checker.getPropertiesOfType(type).map((key) => key.getName());
  const sameKeys = (one: ts.Type, other: ts.Type) =>
    keys(one).sort().join() === keys(other).sort().join();
  matchBy((one, other) => one === other);
  if (oldTypes.length * newTypes.length > 1) {
    matchBy((one, other) => fits(one, other) && fits(other, one) && sameKeys(one, other));
    matchBy((one, other) => fits(one, other) && sameKeys(one, other));
    matchBy(sameKeys);
    matchBy(
      (one, other) =>
        (direction === "request" ? fits(one, other) : fits(other, one)) &&
        sharesKeys(keys(one), keys(other)),
    );
  }
  // Two unrelated types are one removed member and one added member.
  if (oldTypes.length === newTypes.length)
    matchBy((one, other) => oldTypes.length === 1 || sharesKeys(keys(one), keys(other)));
  else if (gone.length === 1 && come.length === 1) matchBy(() => true);
  return { pairs, gone };
}

function sharesKeys(one: readonly string[], other: readonly string[]): boolean {
  const shared = one.filter((key) => other.includes(key)).length;
  return shared * 2 >= one.length && (shared > 0 || other.length === 0);
}
