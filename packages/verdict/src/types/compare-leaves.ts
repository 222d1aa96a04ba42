import type ts from "typescript";
import { idOf, type TypeComparison, type TypeFinding } from "./type-finding.ts";
import {
  hasNull,
  isEmptyValue,
  isList,
  isObjectLike,
  isUnknown,
  membersOf,
  nameOfType,
} from "./type-shape.ts";

/** Strings, numbers and their literals. */
export function compareLeaves(
  before: ts.Type,
  after: ts.Type,
  fits: boolean,
  { checker, direction, openEnums }: TypeComparison,
): TypeFinding[] {
  const leaves = (type: ts.Type) =>
    membersOf(type).filter(
      (member) =>
        !isEmptyValue(member) && !isObjectLike(checker, member) && !isList(checker, member),
    );
  const old = leaves(before);
  const now = leaves(after);
  const cause = `${idOf(before)}>${idOf(after)}`;
  if (fits && hasNull(before) !== hasNull(after)) {
    const text = `Type ${nameOfType(checker, before)} became ${nameOfType(checker, after)}.`;
    const rule = hasNull(after) ? "null.gained" : "null.lost";
    return [{ rule, class: "additive", path: "", text, cause, fails: false }];
  }
  if (direction !== "response" || isUnknown(before)) return [];
  if (fits) {
    const gone = old.filter(
      (leaf) => !now.some((other) => checker.isTypeAssignableTo(leaf, other)),
    );
    if (gone.length === 0 || isUnknown(after)) return [];
    const text = `${gone.map((leaf) => nameOfType(checker, leaf)).join(" | ")} is not possible any more; a comparison with it no longer compiles.`;
    return [{ rule: "enum.lost", class: "risky", path: "", text, cause, fails: false }];
  }
  const literals = (types: readonly ts.Type[]) =>
    types.length > 0 && types.every((leaf) => leaf.isLiteral());
  if (openEnums && literals(old) && literals(now)) {
    return [
      { rule: "enum.gained", class: "additive", path: "", text: "New values.", cause, fails: true },
    ];
  }
  return [];
}
