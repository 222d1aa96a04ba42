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
  oldType: ts.Type,
  newType: ts.Type,
  fits: boolean,
  { checker, direction }: TypeComparison,
): TypeFinding[] {
  const leaves = (type: ts.Type) =>
    membersOf(type).filter(
      (member) =>
        !isEmptyValue(member) && !isObjectLike(checker, member) && !isList(checker, member),
    );
  const oldTypes = leaves(oldType);
  const newTypes = leaves(newType);
  const cause = `${idOf(oldType)}>${idOf(newType)}`;
  if (fits && hasNull(oldType) !== hasNull(newType)) {
    const text = `Type ${nameOfType(checker, oldType)} became ${nameOfType(checker, newType)}.`;
    const rule = hasNull(newType) ? "null.gained" : "null.lost";
    return [{ rule, class: "additive", path: "", text, cause, fails: false }];
  }
  if (direction !== "response" || isUnknown(oldType)) return [];
  if (fits) {
    const gone = oldTypes.filter(
      (leaf) => !newTypes.some((other) => checker.isTypeAssignableTo(leaf, other)),
    );
    if (gone.length === 0 || isUnknown(newType)) return [];
    const text = `${gone.map((leaf) => nameOfType(checker, leaf)).join(" | ")} is no longer possible; a comparison with it no longer compiles.`;
    return [{ rule: "enum.lost", class: "risky", path: "", text, cause, fails: false }];
  }
  return [];
}
