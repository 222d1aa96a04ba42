import type ts from "typescript";
import type { Direction } from "../change.ts";
import { compareLeaves } from "./compare-leaves.ts";
import { compareObjects } from "./compare-object-types.ts";
import { below, idOf, type TypeComparison, type TypeFinding } from "./type-finding.ts";
import { elementsOf, isList, membersOf, nameOfType } from "./type-shape.ts";

const deepest = 40;

/** Does code written for the old type compile with the new one, for what it sends or what it reads? */
export function compareTypePair(
  before: ts.Type,
  after: ts.Type,
  checker: ts.TypeChecker,
  direction: Direction,
  openEnums: boolean,
): TypeFinding[] {
  const seen = new Set<string>();
  const at = (depth: number): TypeComparison => ({
    checker,
    direction,
    openEnums,
    seen,
    inner: (one, other) => (depth > deepest ? [] : compareHere(one, other, at(depth + 1))),
  });
  return compareHere(before, after, at(0));
}

function compareHere(before: ts.Type, after: ts.Type, comparison: TypeComparison): TypeFinding[] {
  if (before === after) return [];
  const key = `${idOf(before)}>${idOf(after)}`;
  if (comparison.seen.has(key)) return [];
  comparison.seen.add(key);
  const { checker, direction } = comparison;
  const fits =
    direction === "request"
      ? checker.isTypeAssignableTo(before, after)
      : checker.isTypeAssignableTo(after, before);
  const findings = [
    ...compareLeaves(before, after, fits, comparison),
    ...compareLists(before, after, comparison),
    ...compareObjects(before, after, fits, comparison),
  ];
  if (!fits && !findings.some((finding) => finding.fails)) {
    const [old, now] = [nameOfType(checker, before), nameOfType(checker, after)];
    const text =
      old === now ? `The type ${old} is no longer the same.` : `Type ${old} became ${now}.`;
    findings.push({
      rule: "type.replaced",
      class: "breaking",
      path: "",
      text,
      cause: key,
      fails: true,
    });
  }
  return findings;
}

function compareLists(before: ts.Type, after: ts.Type, comparison: TypeComparison): TypeFinding[] {
  const { checker } = comparison;
  const lists = (type: ts.Type) => membersOf(type).filter((member) => isList(checker, member));
  const [old, secondOld] = lists(before);
  const [now, secondNow] = lists(after);
  if (!old || !now || secondOld || secondNow) return [];
  const mine = elementsOf(checker, old);
  const theirs = elementsOf(checker, now);
  const tuple = checker.isTupleType(old);
  if (tuple !== checker.isTupleType(now)) return [];
  return mine.flatMap((element, i) => {
    const other = theirs[i];
    if (!other) return [];
    return below(comparison.inner(element, other), tuple ? `[${i}]` : "[]");
  });
}
