import type { ComparisonResult } from "@shared/openapi-verdict";
import { type Change, type ChangeClass, changeClasses } from "@shared/openapi-verdict";
import type { Bump } from "../bump/plan-bump.ts";

/** What a person wants to know first of each class. */
export const classTitles: Readonly<Record<ChangeClass, string>> = {
  breaking: "Breaking",
  risky: "Not proven safe",
  additive: "New",
  docs: "Texts",
  none: "No effect",
};

/** Strictest first; changes that only add an operation are apart, since a bump can have hundreds. */
export function byClass(changes: readonly Change[]): { level: ChangeClass; changes: Change[] }[] {
  return changeClasses
    .toReversed()
    .filter((level) => level !== "none")
    .map((level) => ({
      level,
      changes: changes.filter((change) => change.class === level && !isAddition(change)),
    }))
    .filter(({ changes: some }) => some.length > 0);
}

export function addedOperations(changes: readonly Change[]): string[] {
  return changes.flatMap((change) =>
    change.rule === "operation.added" && change.operation !== null ? [change.operation] : [],
  );
}

function isAddition({ rule }: Change): boolean {
  return rule === "operation.added" || rule === "path.added";
}

/** Which comparison found it, where the two do not agree. */
export function foundBy({ decidedBy, wire, types }: Change): string {
  if (decidedBy === "both") return wire === types ? "" : `wire: ${wire}, types: ${types}`;
  return decidedBy === "types" ? "only the types" : "";
}

/** `breaking: 1, additive: 108`. */
export function counts({ changes }: ComparisonResult): string {
  const counted = changeClasses
    .toReversed()
    .map((level) => [level, changes.filter((change) => change.class === level).length] as const)
    .filter(([level, count]) => count > 0 && level !== "none");
  return counted.map(([level, count]) => `${level}: ${count}`).join(", ") || "nothing";
}

export function releaseText({ releases }: Bump): string {
  return `types ${releases.types.bump}, client ${releases.client.bump}`;
}
