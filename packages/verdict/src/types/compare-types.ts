import { grouped } from "@shared/openapi-model/grouped.ts";
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

/** The pairs of types without findings inside, so that each is explored once. */
export type CleanPairs = Set<string>;

/** Whether code for the old type compiles with the new one, for values that it sends or reads. */
export function compareTypePair(
  oldType: ts.Type,
  newType: ts.Type,
  { checker, clean }: { checker: ts.TypeChecker; clean: CleanPairs },
  direction: Direction,
): TypeFinding[] {
  const fitting = (one: ts.Type, other: ts.Type) =>
    direction === "request"
      ? checker.isTypeAssignableTo(one, other)
      : checker.isTypeAssignableTo(other, one);
  const keyOf = (one: ts.Type, other: ts.Type) => `${direction} ${idOf(one)}>${idOf(other)}`;
  const findings: TypeFinding[] = [];
  const seen = new Set<string>();
  /** The pairs that contain each pair directly. */
  const links: { inner: string; outer: string }[] = [];
  const changed = new Set<string>();
  // Breadth first: of many ways to one place the shortest is reported.
  const queue: Visit[] = [{ old: oldType, new: newType, path: "", excused: false }];
  for (const [at, visit] of queue.entries()) {
    const key = keyOf(visit.old, visit.new);
    if (visit.old === visit.new || clean.has(key) || seen.has(key)) continue;
    if (at >= mostVisits) {
      changed.add(key); // perhaps: it was not compared
      continue;
    }
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
    if (here.length > 0) changed.add(key);
    const excused = visit.excused || fits;
    findings.push(
      ...here
        .filter((finding) => !(excused && finding.excusable))
        .map((finding) => ({ ...finding, path: visit.path + finding.path })),
    );
    for (const one of inner) {
      queue.push(one);
      links.push({ inner: keyOf(one.old, one.new), outer: key });
    }
  }
  const owners = grouped(links, ({ inner }) => inner);
  // The set grows while it is read.
  for (const key of changed) for (const { outer } of owners.get(key) ?? []) changed.add(outer);
  for (const key of seen) if (!changed.has(key)) clean.add(key);
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
