import type ts from "typescript";
import { locationBelow } from "../operations/location.ts";
import { matchMediaTypes } from "../operations/media-types.ts";
import type { ChangeClass, Direction } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import type { RuleId } from "../rules/rules.ts";
import type { ComparisonSettings } from "../settings.ts";
import { compareTypePair } from "./compare-types.ts";
import { isNothing, type Property, propertiesOf, propertyOf } from "./type-shape.ts";

export interface OperationTypes {
  checker: ts.TypeChecker;
  settings: ComparisonSettings;
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
  oldType: ts.Type,
  newType: ts.Type,
  direction: Direction,
  location: string,
  { checker, settings, operation, prefix }: OperationTypes,
): Finding[] {
  const openEnums = settings.enums === "open" && direction === "response";
  return compareTypePair(oldType, newType, checker, direction, openEnums).map(
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

/** Media types with the types of their bodies. */
export function contentOf(checker: ts.TypeChecker, owner: ts.Type | null): Map<string, Property> {
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
  const say = sayer(context);
  const findings: Finding[] = [];
  const { pairs, gone } = matchMediaTypes([...oldProperties.keys()], [...newProperties.keys()]);
  const kept = new Set(pairs.filter(({ kind }) => kind === "same").map((pair) => pair.old));
  for (const pair of pairs) {
    const oldProperty = oldProperties.get(pair.old);
    const newProperty = newProperties.get(pair.new);
    if (!oldProperty || !newProperty || pair.kind === "inside-wildcard") continue;
    const location = locate(pair.new);
    findings.push(...comparePair(oldProperty.type, newProperty.type, direction, location, context));
    if (pair.old === pair.new || (kept.has(pair.old) && pair.kind !== "same")) continue;
    const level = pair.kind === "version" ? "breaking" : "risky";
    const text = `Type key ${pair.old} is now ${pair.new}.`;
    findings.push(
      say(
        direction === "request" ? "media-type.charset" : "content.charset",
        level,
        location,
        direction,
        text,
      ),
    );
  }
  for (const mediaType of gone) {
    const rule = direction === "request" ? "media-type.removed" : "content.media-type-removed";
    findings.push(say(rule, "breaking", locate(mediaType), direction, `${mediaType} is gone.`));
  }
  return findings;
}
