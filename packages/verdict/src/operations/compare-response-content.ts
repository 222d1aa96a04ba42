import { isObject, type JsonObject, objectAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareMediaSchema } from "./compare-media-schema.ts";
import { responseLocation } from "./location.ts";
import { matchMediaTypes } from "./media-types.ts";
import { isRisky, report, type Sides, type Spot } from "./sides.ts";

export function compareResponseContent(
  before: JsonObject,
  after: JsonObject,
  status: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const old = objectAt(before, "content");
  const now = objectAt(after, "content");
  const had = Object.keys(old).length > 0;
  const has = Object.keys(now).length > 0;
  if (had && !has) return [report("content.body-removed", spot, { status })];
  if (!had && has) return [report("content.body-added", spot, { status })];
  const findings: Finding[] = [];
  const { pairs, gone, come } = matchMediaTypes(Object.keys(old), Object.keys(now));
  const at = (mediaType: string) => ({ ...spot, location: responseLocation(status, mediaType) });
  for (const pair of pairs) {
    const place = at(pair.now);
    const marks = { old: pair.old, new: pair.now };
    if (pair.kind === "charset") findings.push(report("content.charset", place, marks));
    if (pair.kind === "version") {
      findings.push(report("content.media-type-removed", at(pair.old), marks));
    }
    if (pair.kind === "to-wildcard") findings.push(report("content.to-wildcard", place, marks));
    if (pair.kind === "from-wildcard") findings.push(report("content.from-wildcard", place, marks));
    findings.push(...compareMediaSchema(old[pair.old], now[pair.now], pair.now, place, sides));
  }
  for (const mediaType of gone) {
    findings.push(report("content.media-type-removed", at(mediaType), { old: mediaType }));
  }
  for (const mediaType of come) {
    const known = Object.values(old).some((other) => sameBody(other, now[mediaType], sides));
    const harmless = known || sides.settings.accept === "pinned";
    const override = harmless ? { class: "additive" as const } : {};
    findings.push(report("content.media-type-added", at(mediaType), { new: mediaType }, override));
  }
  return findings;
}

function sameBody(one: unknown, other: unknown, sides: Sides): boolean {
  if (!isObject(one) || !isObject(other) || other["schema"] === undefined) return false;
  const old = sides.old.reader.source(one["schema"]);
  const now = sides.new.reader.source(other["schema"]);
  const { compare } = sides.comparison;
  return !isRisky(compare(old, now, "response")) && !isRisky(compare(old, now, "request"));
}

/** Is all that the new answer may carry already in an old one? */
export function isKnownBody(
  answer: JsonObject,
  others: readonly JsonObject[],
  sides: Sides,
): boolean {
  const bodies = Object.entries(objectAt(answer, "content"));
  return bodies.every(([mediaType, media]) =>
    others.some((other) => {
      const known = objectAt(other, "content")[mediaType];
      if (!isObject(known) || !isObject(media)) return false;
      const old = sides.old.reader.source(known["schema"]);
      const now = sides.new.reader.source(media["schema"]);
      return !isRisky(sides.comparison.compare(old, now, "response"));
    }),
  );
}
