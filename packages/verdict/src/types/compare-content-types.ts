import type ts from "typescript";
import { matchMediaTypes } from "../operations/media-types.ts";
import type { Direction, Finding } from "../rules/finding.ts";
import { comparePair, type OperationTypes, sayer } from "./operation-types.ts";
import { isNothing, type Property, propertiesOf, propertyOf } from "./type-shape.ts";

/** Media types with the types of their bodies. */
export function contentOf(checker: ts.TypeChecker, owner: ts.Type | null): Map<string, Property> {
  const content = propertyOf(checker, owner, "content");
  return content && !isNothing(content.type) ? propertiesOf(checker, content.type) : new Map();
}

export function compareContents(
  old: ReadonlyMap<string, Property>,
  now: ReadonlyMap<string, Property>,
  direction: Direction,
  locate: (mediaType: string) => string,
  context: OperationTypes,
): Finding[] {
  const say = sayer(context);
  const findings: Finding[] = [];
  const { pairs, gone } = matchMediaTypes([...old.keys()], [...now.keys()]);
  const kept = new Set(pairs.filter(({ kind }) => kind === "same").map((pair) => pair.old));
  for (const pair of pairs) {
    const was = old.get(pair.old);
    const is = now.get(pair.now);
    if (!was || !is || pair.kind === "inside-wildcard") continue;
    const location = locate(pair.now);
    findings.push(...comparePair(was.type, is.type, direction, location, context));
    if (pair.old === pair.now || (kept.has(pair.old) && pair.kind !== "same")) continue;
    const level = pair.kind === "version" ? "breaking" : "risky";
    const text = `Type key ${pair.old} is now ${pair.now}.`;
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
