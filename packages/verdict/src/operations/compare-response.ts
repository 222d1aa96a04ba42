import { isObject, type JsonObject, objectAt } from "../document/json.ts";
import { isRisky } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import { compareMediaSchema } from "./compare-media-schema.ts";
import { compareParameterSchema } from "./compare-parameter.ts";
import { headerLocation, responseLocation } from "./location.ts";
import { areComparable, matchMediaTypes } from "./media-types.ts";
import { compareTexts, pairOf, report, type Sides, type Spot } from "./report.ts";

export function compareHeaders(
  oldNode: JsonObject,
  newNode: JsonObject,
  status: string,
  around: Spot,
  sides: Sides,
): Finding[] {
  const byName = (raw: JsonObject) =>
    new Map(
      Object.entries(objectAt(raw, "headers")).map(([name, node]) => [
        name.toLowerCase(),
        { name, node },
      ]),
    );
  const oldHeaders = byName(oldNode);
  const newHeaders = byName(newNode);
  const findings: Finding[] = [];
  for (const key of new Set([...oldHeaders.keys(), ...newHeaders.keys()])) {
    const oldHeader = oldHeaders.get(key);
    const newHeader = newHeaders.get(key);
    const pair = pairOf(sides, oldHeader?.node, newHeader?.node);
    const location = headerLocation(status, key);
    const spot = { ...around, location, cause: `${pair.cause}|${around.cause}` };
    const name = newHeader?.name ?? oldHeader?.name ?? key;
    const required = (node: unknown) => isObject(node) && node["required"] === true;
    const harmless = key === "content-type" ? { class: "none" as const } : {};
    if (!oldHeader) {
      const rule = key === "content-type" ? "header.content-type" : "header.added";
      findings.push(report(rule, spot, { name }));
      continue;
    }
    if (!newHeader) {
      const rule = required(pair.old) ? "header.required-removed" : "header.optional-removed";
      findings.push(report(rule, spot, { name }, harmless));
      continue;
    }
    if (oldHeader.name !== newHeader.name) {
      findings.push(report("header.name-case", spot, { old: oldHeader.name, new: newHeader.name }));
    }
    if (required(pair.old) && !required(pair.new)) {
      findings.push(report("header.required-to-optional", spot, { name }));
    }
    if (!required(pair.old) && required(pair.new)) {
      findings.push(report("header.optional-to-required", spot, { name }));
    }
    if (isObject(pair.old) && isObject(pair.new)) {
      findings.push(...compareParameterSchema(pair.old, pair.new, name, spot, sides));
      const texts = ["description", "example", "examples"];
      findings.push(...compareTexts(pair.old, pair.new, texts, "parameter.text", spot));
    }
  }
  return findings;
}

export function compareResponseContent(
  oldNode: JsonObject,
  newNode: JsonObject,
  status: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const oldValue = objectAt(oldNode, "content");
  const newValue = objectAt(newNode, "content");
  const had = Object.keys(oldValue).length > 0;
  const has = Object.keys(newValue).length > 0;
  if (had && !has) return [report("content.body-removed", spot, { status })];
  if (!had && has) return [report("content.body-added", spot, { status })];
  const findings: Finding[] = [];
  const { pairs, gone, come } = matchMediaTypes(Object.keys(oldValue), Object.keys(newValue));
  const at = (mediaType: string) => ({ ...spot, location: responseLocation(status, mediaType) });
  for (const pair of pairs) {
    const place = at(pair.new);
    const marks = { old: pair.old, new: pair.new };
    if (pair.kind === "charset") findings.push(report("content.charset", place, marks));
    if (pair.kind === "version" || pair.kind === "replaced") {
      const text = `Responds with ${pair.new} instead of ${pair.old}.`;
      const alsoAt = [responseLocation(status, pair.old)];
      findings.push(report("content.media-type-removed", place, marks, { text, alsoAt }));
    }
    if (pair.kind === "to-wildcard") findings.push(report("content.to-wildcard", place, marks));
    if (pair.kind === "from-wildcard") findings.push(report("content.from-wildcard", place, marks));
    if (!areComparable(pair)) continue;
    findings.push(
      ...compareMediaSchema(oldValue[pair.old], newValue[pair.new], pair.new, place, sides),
    );
  }
  for (const mediaType of gone) {
    findings.push(report("content.media-type-removed", at(mediaType), { old: mediaType }));
  }
  for (const mediaType of come) {
    const known = Object.values(oldValue).some((other) =>
      sameBody(other, newValue[mediaType], sides),
    );
    const harmless = known || sides.settings.accept === "pinned";
    const override = harmless ? { class: "additive" as const } : {};
    findings.push(report("content.media-type-added", at(mediaType), { new: mediaType }, override));
  }
  return findings;
}

function sameBody(one: unknown, other: unknown, sides: Sides): boolean {
  if (!isObject(one) || !isObject(other) || other["schema"] === undefined) return false;
  const oldSource = sides.old.reader.source(one["schema"]);
  const newSource = sides.new.reader.source(other["schema"]);
  const { compare } = sides.comparison;
  return (
    !isRisky(compare(oldSource, newSource, "response")) &&
    !isRisky(compare(oldSource, newSource, "request"))
  );
}

/** Whether the new response admits nothing that no old response admitted. */
export function isKnownBody(
  response: JsonObject,
  others: readonly JsonObject[],
  sides: Sides,
): boolean {
  const bodies = Object.entries(objectAt(response, "content"));
  return bodies.every(([mediaType, media]) =>
    others.some((other) => {
      const known = objectAt(other, "content")[mediaType];
      if (!isObject(known) || !isObject(media)) return false;
      const oldSource = sides.old.reader.source(known["schema"]);
      const newSource = sides.new.reader.source(media["schema"]);
      return !isRisky(sides.comparison.compare(oldSource, newSource, "response"));
    }),
  );
}
