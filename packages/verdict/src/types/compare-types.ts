import type ts from "typescript";
import type { Direction } from "../rules/change-class.ts";
import { compareLeaves } from "./compare-leaves.ts";
import { compareObjects } from "./compare-object-types.ts";
import { idOf, type TypeComparison, type TypeFinding } from "./type-finding.ts";
import { elementsOf, isList, membersOf, nameOfType } from "./type-shape.ts";

interface Visit {
  before: ts.Type;
  after: ts.Type;
  path: string;
  /** What stands around it fits as a whole. */
  excused: boolean;
}

// Far more than any description has; a bound all the same.
const mostVisits = 20_000;

/** Does code written for the old type compile with the new one, for what it sends or what it reads? */
export function compareTypePair(
  before: ts.Type,
  after: ts.Type,
  checker: ts.TypeChecker,
  direction: Direction,
  openEnums: boolean,
): TypeFinding[] {
  const fitting = (one: ts.Type, other: ts.Type) =>
    direction === "request"
      ? checker.isTypeAssignableTo(one, other)
      : checker.isTypeAssignableTo(other, one);
  const findings: TypeFinding[] = [];
  const seen = new Set<string>();
  // Breadth first: of many ways to one place the shortest is told.
  const queue: Visit[] = [{ before, after, path: "", excused: false }];
  for (let at = 0; at < queue.length && at < mostVisits; at++) {
    const visit = queue[at];
    const key = visit ? `${idOf(visit.before)}>${idOf(visit.after)}` : "";
    if (!visit || visit.before === visit.after || seen.has(key)) continue;
    seen.add(key);
    const fits = fitting(visit.before, visit.after);
    const inner: Visit[] = [];
    const comparison: TypeComparison = {
      checker,
      direction,
      openEnums,
      visit: (one, other, step) =>
        inner.push({
          before: one,
          after: other,
          path: visit.path + step,
          excused: fits || visit.excused,
        }),
    };
    const here = compareHere(visit.before, visit.after, fits, comparison);
    const explained =
      here.some((finding) => finding.fails) || inner.some((one) => !fitting(one.before, one.after));
    if (!fits && !explained) here.push(replaced(visit.before, visit.after, checker));
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
  before: ts.Type,
  after: ts.Type,
  fits: boolean,
  comparison: TypeComparison,
): TypeFinding[] {
  compareLists(before, after, comparison);
  return [
    ...compareLeaves(before, after, fits, comparison),
    ...compareObjects(before, after, fits, comparison),
  ];
}

function replaced(before: ts.Type, after: ts.Type, checker: ts.TypeChecker): TypeFinding {
  const [old, now] = [nameOfType(checker, before), nameOfType(checker, after)];
  const text =
    old === now ? `The type ${old} is no longer the same.` : `Type ${old} became ${now}.`;
  return {
    rule: "type.replaced",
    class: "breaking",
    path: "",
    text,
    cause: `${idOf(before)}>${idOf(after)}`,
    fails: true,
    excusable: true,
  };
}

/** Elements are looked at one by one, as far as both lists have them. */
function compareLists(before: ts.Type, after: ts.Type, comparison: TypeComparison): void {
  const { checker } = comparison;
  const lists = (type: ts.Type) => membersOf(type).filter((member) => isList(checker, member));
  const [old, secondOld] = lists(before);
  const [now, secondNow] = lists(after);
  if (!old || !now || secondOld || secondNow) return;
  const theirs = elementsOf(checker, now);
  const tuple = checker.isTupleType(old);
  if (tuple !== checker.isTupleType(now)) return;
  for (const [i, element] of elementsOf(checker, old).entries()) {
    const other = theirs[i];
    if (other) comparison.visit(element, other, tuple ? `[${i}]` : "[]");
  }
}
