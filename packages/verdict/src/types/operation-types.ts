import type ts from "typescript";
import { locationBelow } from "../operations/location.ts";
import { areComparable, matchMediaTypes } from "../operations/media-types.ts";
import type { ChangeClass, Direction } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import type { RuleId } from "../rules/rules.ts";
import type { ComparisonSettings } from "../settings.ts";
import { type CleanPairs, compareTypePair } from "./compare-types.ts";
import { isNothing, type Property, propertiesOf, propertyOf } from "./type-shape.ts";

export interface OperationTypes {
  checker: ts.TypeChecker;
  clean: CleanPairs;
  settings: ComparisonSettings;
  /** "POST /inbox_embeds"; null for an event. */
  operation: string | null;
  /** Put before each location; for events. */
  prefix: string;
  /** An event is read where a request is written, and the other way round. */
  reversed: boolean;
}

/** Makes the findings of one operation in one direction. */
export function sayer({ operation, prefix }: OperationTypes, direction: Direction) {
  return (rule: RuleId, level: ChangeClass, where: string, text: string): Finding => {
    const location = prefix + where;
    const cause = `${operation}|${location}|${text}`;
    return { rule, class: level, operation, location, direction, text, cause };
  };
}

export function comparePair(
  oldType: ts.Type,
  newType: ts.Type,
  direction: Direction,
  location: string,
  { operation, prefix, ...types }: OperationTypes,
): Finding[] {
  return compareTypePair(oldType, newType, types, direction).map(
    ({ path, rule, class: level, text, cause }) => {
      const inner = locationBelow(prefix + location, path);
      return { rule, class: level, operation, location: inner, direction, text, cause };
    },
  );
}

export function flow({ reversed }: OperationTypes, direction: Direction): Direction {
  if (!reversed) return direction;
  return direction === "request" ? "response" : "request";
}

/** Media types with the types of their bodies. */
export function contentOf(
  checker: ts.TypeChecker,
  owner: ts.Type | null,
): ReadonlyMap<string, Property> {
  const content = propertyOf(checker, owner, "content");
  return content && !isNothing(content.type) ? propertiesOf(checker, content.type) : new Map();
}

export function compareContents(
  oldProperties: ReadonlyMap<string, Property>,
  newProperties: ReadonlyMap<string, Property>,
  direction: Direction,
  locate: (mediaType: string) => string,
  context: OperationTypes,
): Finding[] {
  const say = sayer(context, direction);
  const findings: Finding[] = [];
  const { pairs, gone } = matchMediaTypes([...oldProperties.keys()], [...newProperties.keys()]);
  const kept = new Set(pairs.filter(({ kind }) => kind === "same").map((pair) => pair.old));
  for (const pair of pairs) {
    const oldProperty = oldProperties.get(pair.old);
    const newProperty = newProperties.get(pair.new);
    if (!oldProperty || !newProperty || pair.kind === "inside-wildcard") continue;
    const location = locate(pair.new);
    if (areComparable(pair)) {
      findings.push(
        ...comparePair(oldProperty.type, newProperty.type, direction, location, context),
      );
    }
    if (pair.old === pair.new || (kept.has(pair.old) && pair.kind !== "same")) continue;
    const hard = pair.kind === "version" || pair.kind === "replaced";
    const level = hard ? "breaking" : "risky";
    const text = `Type key ${pair.old} is now ${pair.new}.`;
    const rule = direction === "request" ? "media-type.charset" : "content.charset";
    findings.push(say(rule, level, location, text));
  }
  for (const mediaType of gone) {
    const rule = direction === "request" ? "media-type.removed" : "content.media-type-removed";
    findings.push(say(rule, "breaking", locate(mediaType), `${mediaType} is gone.`));
  }
  return findings;
}
