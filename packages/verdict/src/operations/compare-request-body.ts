import { isObject, objectAt } from "../document/json.ts";
import { isRisky } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import { compareMediaSchema } from "./compare-media-schema.ts";
import { bodyLocation } from "./location.ts";
import { matchMediaTypes } from "./media-types.ts";
import type { OperationView } from "./operation-view.ts";
import { compareTexts, compareUnknown, pairOf, report, type Sides, type Spot } from "./report.ts";

export function compareRequestBody(
  before: OperationView,
  after: OperationView,
  sides: Sides,
): Finding[] {
  const { old, now, cause } = pairOf(sides, before.raw["requestBody"], after.raw["requestBody"]);
  const spot: Spot = { operation: after.name, location: "request", direction: "request", cause };
  if (!isObject(old) && !isObject(now)) return [];
  const required = isObject(now) && now["required"] === true;
  if (!isObject(old))
    return [report(required ? "body.required-added" : "body.optional-added", spot)];
  if (!isObject(now)) return [report("body.removed", spot)];
  const findings: Finding[] = [];
  const was = old["required"] === true;
  if (!was && required) findings.push(report("body.optional-to-required", spot));
  if (was && !required) findings.push(report("body.required-to-optional", spot));
  findings.push(...compareTexts(old, now, ["description"], "annotation.text", spot));
  findings.push(...compareUnknown(old, now, "description content required", spot));
  return findings.concat(
    compareContent(objectAt(old, "content"), objectAt(now, "content"), spot, sides),
  );
}

function compareContent(
  old: ReturnType<typeof objectAt>,
  now: ReturnType<typeof objectAt>,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const { pairs, gone, come } = matchMediaTypes(Object.keys(old), Object.keys(now));
  for (const pair of pairs) {
    const at = { ...spot, location: bodyLocation(pair.now) };
    const marks = { old: pair.old, new: pair.now };
    const inner = compareMediaSchema(old[pair.old], now[pair.now], pair.now, at, sides);
    if (pair.kind === "charset") findings.push(report("media-type.charset", at, marks));
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
