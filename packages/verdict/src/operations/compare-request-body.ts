import type { Operation } from "@shared/openapi-model/model.ts";
import { isObject, objectAt } from "../document/json.ts";
import { isRisky } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import { compareMediaSchema } from "./compare-media-schema.ts";
import { bodyLocation } from "./location.ts";
import { areComparable, matchMediaTypes } from "./media-types.ts";
import { compareTexts, compareUnknown, pairOf, report, type Sides, type Spot } from "./report.ts";

export function compareRequestBody(
  oldOperation: Operation,
  newOperation: Operation,
  sides: Sides,
): Finding[] {
  const {
    old: oldNode,
    new: newNode,
    cause,
  } = pairOf(sides, oldOperation.node["requestBody"], newOperation.node["requestBody"]);
  const spot: Spot = {
    operation: newOperation.name,
    location: "request",
    direction: "request",
    cause,
  };
  if (!isObject(oldNode) && !isObject(newNode)) return [];
  const required = isObject(newNode) && newNode["required"] === true;
  if (!isObject(oldNode))
    return [report(required ? "body.required-added" : "body.optional-added", spot)];
  if (!isObject(newNode)) return [report("body.removed", spot)];
  const findings: Finding[] = [];
  const oldFlag = oldNode["required"] === true;
  if (!oldFlag && required) findings.push(report("body.optional-to-required", spot));
  if (oldFlag && !required) findings.push(report("body.required-to-optional", spot));
  findings.push(...compareTexts(oldNode, newNode, ["description"], "annotation.text", spot));
  findings.push(...compareUnknown(oldNode, newNode, "description content required", spot));
  return findings.concat(
    compareContent(objectAt(oldNode, "content"), objectAt(newNode, "content"), spot, sides),
  );
}

function compareContent(
  oldNode: ReturnType<typeof objectAt>,
  newNode: ReturnType<typeof objectAt>,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const { pairs, gone, come } = matchMediaTypes(Object.keys(oldNode), Object.keys(newNode));
  for (const pair of pairs) {
    const at = { ...spot, location: bodyLocation(pair.new) };
    const marks = { old: pair.old, new: pair.new };
    const inner = areComparable(pair)
      ? compareMediaSchema(oldNode[pair.old], newNode[pair.new], pair.new, at, sides)
      : [];
    if (pair.kind === "charset") findings.push(report("media-type.charset", at, marks));
    if (pair.kind === "replaced") {
      const text = `Takes ${pair.new} instead of ${pair.old}.`;
      const alsoAt = [bodyLocation(pair.old)];
      findings.push(report("media-type.removed", at, marks, { text, alsoAt }));
    }
    if (pair.kind === "version") findings.push(report("media-type.version", at, marks));
    if (pair.kind === "to-wildcard") findings.push(report("media-type.to-wildcard", at, marks));
    if (pair.kind === "from-wildcard") findings.push(report("media-type.from-wildcard", at, marks));
    if (pair.kind === "inside-wildcard") {
      const level = isRisky(inner) ? "risky" : "additive";
      findings.push(report("media-type.inside-wildcard", at, marks, { class: level }));
    }
    findings.push(...inner);
  }
  for (const mediaType of gone) {
    const at = { ...spot, location: bodyLocation(mediaType) };
    findings.push(report("media-type.removed", at, { old: mediaType }));
  }
  for (const mediaType of come) {
    const at = { ...spot, location: bodyLocation(mediaType) };
    findings.push(report("media-type.added", at, { new: mediaType }));
  }
  return findings;
}
