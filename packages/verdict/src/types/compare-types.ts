import type ts from "typescript";
import type { Direction } from "../rules/change-class.ts";
import { compareLeaves } from "./compare-leaves.ts";
import { compareObjects } from "./compare-object-types.ts";
import { idOf, type TypeComparison, type TypeFinding } from "./type-finding.ts";
import { elementsOf, isList, membersOf, nameOfType } from "./type-shape.ts";

interface Visit {
  old: ts.Type;
  new: ts.Type;
  path: string;
  /** The enclosing type fits as a whole. */
  excused: boolean;
}

// A limit, far above the depth of real documents.
const mostVisits = 20_000;

/** Whether code for the old type compiles with the new one, for values that it sends or reads. */
export function compareTypePair(
  oldType: ts.Type,
  newType: ts.Type,
  checker: ts.TypeChecker,
  direction: Direction,
): TypeFinding[] {
  const fitting = (one: ts.Type, other: ts.Type) =>
    direction === "request"
      ? checker.isTypeAssignableTo(one, other)
      : checker.isTypeAssignableTo(other, one);
  const findings: TypeFinding[] = [];
  const seen = new Set<string>();
  // Breadth first: of many ways to one place the shortest is reported.
  const queue: Visit[] = [{ old: oldType, new: newType, path: "", excused: false }];
  for (let at = 0; at < queue.length && at < mostVisits; at++) {
    const visit = queue[at];
    const key = visit ? `${idOf(visit.old)}>${idOf(visit.new)}` : "";
    if (!visit || visit.old === visit.new || seen.has(key)) continue;
    seen.add(key);
    const fits = fitting(visit.old, visit.new);
    const inner: Visit[] = [];
    const comparison: TypeComparison = {
      checker,
      direction,
      visit: (one, other, step) =>
        inner.push({
          old: one,
          new: other,
          path: visit.path + step,
          excused: fits || visit.excused,
        }),
    };
    const here = compareHere(visit.old, visit.new, fits, comparison);
    const explained =
      here.some((finding) => finding.fails) || inner.some((one) => !fitting(one.old, one.new));
    if (!fits && !explained) here.push(replaced(visit.old, visit.new, checker));
    const excused = visit.excused || fits;
    findings.push(
      ...here
        .filter((finding) => !(excused && finding.excusable))
        .map((finding) => ({ ...finding, path: visit.path + finding.path })),
    );
    queue.push(...inner);
  }
  return findings;
}

function compareHere(
  oldType: ts.Type,
  newType: ts.Type,
  fits: boolean,
  comparison: TypeComparison,
): TypeFinding[] {
  compareLists(oldType, newType, comparison);
  return [
    ...compareLeaves(oldType, newType, fits, comparison),
    ...compareObjects(oldType, newType, fits, comparison),
  ];
}

function replaced(oldType: ts.Type, newType: ts.Type, checker: ts.TypeChecker): TypeFinding {
  const [oldText, newText] = [nameOfType(checker, oldType), nameOfType(checker, newType)];
  const text =
    oldText === newText
      ? `The type ${oldText} is no longer the same.`
      : `Type ${oldText} became ${newText}.`;
  return {
    rule: "type.replaced",
    class: "breaking",
    path: "",
    text,
    cause: `${idOf(oldType)}>${idOf(newType)}`,
    fails: true,
    excusable: true,
  };
}

/** Elements are looked at one by one, as far as both lists have them. */
function compareLists(oldType: ts.Type, newType: ts.Type, comparison: TypeComparison): void {
  const { checker } = comparison;
  const lists = (type: ts.Type) => membersOf(type).filter((member) => isList(checker, member));
  const [oldMember, secondOld] = lists(oldType);
  const [newMember, secondNow] = lists(newType);
  if (!oldMember || !newMember || secondOld || secondNow) return;
  const theirs = elementsOf(checker, newMember);
  const tuple = checker.isTupleType(oldMember);
  if (tuple !== checker.isTupleType(newMember)) return;
  for (const [i, element] of elementsOf(checker, oldMember).entries()) {
    const other = theirs[i];
    if (other) comparison.visit(element, other, tuple ? `[${i}]` : "[]");
  }
}
