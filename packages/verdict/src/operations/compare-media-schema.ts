import { isObject, type JsonObject, objectAt, sameJson, shown } from "../document/json.ts";
import type { Direction } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import { isAnything } from "../schema/compare-arrays.ts";
import { essence } from "./media-types.ts";
import {
  compareTexts,
  compareUnknown,
  fromSchema,
  pairOf,
  report,
  type Sides,
  type Spot,
} from "./report.ts";

/** The schemas of one media type, and the keys beside them. */
export function compareMediaSchema(
  oldNode: unknown,
  newNode: unknown,
  mediaType: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const oldValue = isObject(oldNode) ? oldNode : {};
  const newValue = isObject(newNode) ? newNode : {};
  const direction: Direction = spot.direction ?? "request";
  const known = "schema example examples encoding";
  const findings = [
    ...compareTexts(oldValue, newValue, ["example", "examples"], "annotation.text", spot),
    ...compareUnknown(oldValue, newValue, known, spot),
    ...compareEncoding(objectAt(oldValue, "encoding"), objectAt(newValue, "encoding"), spot, sides),
  ];
  const oldSource = sides.old.reader.source(oldValue["schema"]);
  const newSource = sides.new.reader.source(newValue["schema"]);
  const wasFree = isAnything(sides.old.reader.canonical(oldSource));
  const isFree = isAnything(sides.new.reader.canonical(newSource));
  if (
    wasFree !== isFree &&
    (oldValue["schema"] === undefined || newValue["schema"] === undefined)
  ) {
    const added = direction === "request" ? "media-type.schema-added" : "content.schema-added";
    const dropped =
      direction === "request" ? "media-type.schema-dropped" : "content.schema-dropped";
    return [...findings, report(wasFree ? added : dropped, spot)];
  }
  const inner = fromSchema(sides.comparison.compare(oldSource, newSource, direction), spot);
  const xml = /[/+]xml$/.test(essence(mediaType));
  return findings.concat(
    xml
      ? inner.map((finding) =>
          finding.rule === "xml.unused"
            ? report(
                "xml.changed",
                { ...spot, location: finding.location, cause: finding.cause },
                {
                  name: finding.location,
                },
              )
            : finding,
        )
      : inner,
  );
}

function compareEncoding(
  oldNode: JsonObject,
  newNode: JsonObject,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  for (const name of new Set([...Object.keys(oldNode), ...Object.keys(newNode)])) {
    const oldValue = objectAt(oldNode, name);
    const newValue = objectAt(newNode, name);
    const at = { ...spot, cause: `${spot.cause}|${name}` };
    if (!sameJson(oldValue["contentType"], newValue["contentType"])) {
      const type = shown(newValue["contentType"] ?? "the default type");
      findings.push(report("encoding.content-type", at, { name, new: type }));
    }
    const oldHeaders = new Set(
      Object.keys(objectAt(oldValue, "headers")).map((key) => key.toLowerCase()),
    );
    for (const [header, node] of Object.entries(objectAt(newValue, "headers"))) {
      const { new: followed } = pairOf(sides, null, node);
      const required = isObject(followed) && followed["required"] === true;
      if (!required || oldHeaders.has(header.toLowerCase())) continue;
      findings.push(report("encoding.header-added", at, { name, new: header }));
    }
    const keys = ["style", "explode", "allowReserved"];
    if (keys.some((key) => !sameJson(oldValue[key], newValue[key]))) {
      findings.push(report("encoding.style-explode", at, { name }));
    }
  }
  return findings;
}
