import type ts from "typescript";
import type { ChangeClass, Direction } from "../change.ts";
import type { RuleId } from "../rules/all-rules.ts";

export interface TypeFinding {
  rule: RuleId;
  class: ChangeClass;
  path: string;
  text: string;
  cause: string;
  /** Does it account for the types not fitting? */
  fails: boolean;
}

export interface TypeComparison {
  checker: ts.TypeChecker;
  direction: Direction;
  /** New values of a response's enum are expected. */
  openEnums: boolean;
  seen: Set<string>;
  /** Compares what stands one level further in. */
  inner(before: ts.Type, after: ts.Type): TypeFinding[];
}

export function idOf(type: ts.Type): number {
  // Every type has one; the public declaration does not say so.
  return (type as ts.Type & { id: number }).id;
}

export function below(findings: readonly TypeFinding[], step: string): TypeFinding[] {
  return findings.map((finding) => ({ ...finding, path: step + finding.path }));
}
