import type ts from "typescript";
import type { ChangeClass, Direction } from "../rules/change-class.ts";
import type { RuleId } from "../rules/rules.ts";

export interface TypeFinding {
  rule: RuleId;
  class: ChangeClass;
  path: string;
  text: string;
  cause: string;
  /** Whether it explains that the types do not fit. */
  fails: boolean;
  /** Whether it is harmless if the whole still fits, through another member of a union. */
  excusable?: boolean;
}

export interface TypeComparison {
  checker: ts.TypeChecker;
  direction: Direction;
  /** Queues a comparison one step further in. */
  visit(oldType: ts.Type, newType: ts.Type, step: string): void;
}

export function idOf(type: ts.Type): number {
  // Every type has an id; the public declaration does not have it.
  return (type as ts.Type & { id: number }).id;
}
