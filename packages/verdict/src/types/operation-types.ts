import type ts from "typescript";
import { locationBelow } from "../operations/location.ts";
import type { RuleId } from "../rules/all-rules.ts";
import type { ChangeClass, Direction, Finding } from "../rules/finding.ts";
import type { VerdictSettings } from "../settings.ts";
import { compareTypePair } from "./compare-types.ts";

export interface OperationTypes {
  checker: ts.TypeChecker;
  settings: VerdictSettings;
  /** "POST /inbox_embeds"; null for an event. */
  operation: string | null;
  /** Put before each location; for events. */
  prefix: string;
  /** An event is read where a request is written, and the other way round. */
  reversed: boolean;
}

export type Say = (
  rule: RuleId,
  level: ChangeClass,
  location: string,
  direction: Direction,
  text: string,
) => Finding;

export function sayer({ operation, prefix }: OperationTypes): Say {
  return (rule, level, location, direction, text) => ({
    rule,
    class: level,
    operation,
    location: prefix + location,
    direction,
    text,
    cause: `${operation}|${prefix}${location}|${text}`,
  });
}

export function comparePair(
  before: ts.Type,
  after: ts.Type,
  direction: Direction,
  location: string,
  { checker, settings, operation, prefix }: OperationTypes,
): Finding[] {
  const openEnums = settings.enums === "open" && direction === "response";
  return compareTypePair(before, after, checker, direction, openEnums).map(
    ({ rule, class: level, path, text, cause }) => ({
      rule,
      class: level,
      operation,
      location: locationBelow(prefix + location, path),
      direction,
      text,
      cause,
    }),
  );
}

export function flow({ reversed }: OperationTypes, direction: Direction): Direction {
  if (!reversed) return direction;
  return direction === "request" ? "response" : "request";
}
