import type ts from "typescript";
import type { ChangeClass, Direction } from "../rules/change-class.ts";
import type { RuleId } from "../rules/rules.ts";

export interface TypeFinding {
  rule: RuleId;
  class: ChangeClass;
  path: string;
  text: string;
  cause: string;
  /** Does it account for the types not fitting? */
  fails: boolean;
  /** Is it harmless where the whole fits all the same, by way of another member of a union? */
  excusable?: boolean;
}

export interface TypeComparison {
  checker: ts.TypeChecker;
  direction: Direction;
  /** New values of a response's enum are expected. */
  openEnums: boolean;
  /** Asks for a look at what stands one step further in. */
  visit(oldType: ts.Type, newType: ts.Type, step: string): void;
}

export function idOf(type: ts.Type): number {
  // Every type has one; the public declaration does not say so.
  return (type as ts.Type & { id: number }).id;
}
