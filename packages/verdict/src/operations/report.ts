import { isObject, type JsonObject, sameJson, stableText, textAt } from "../document/json.ts";
import type { OpenDocument } from "../document/open-document.ts";
import type { Direction } from "../rules/change-class.ts";
import { textSentence } from "../rules/changed-words.ts";
import { classOf, type Finding, type Marks, type Override, sentence } from "../rules/finding.ts";
import type { RuleId } from "../rules/rules.ts";
import type { SchemaReader } from "../schema/canonical-schema.ts";
import type { Comparison, SchemaFinding } from "../schema/comparison.ts";
import type { ComparisonSettings } from "../settings.ts";
import { locationBelow } from "./location.ts";

export interface Side {
  document: OpenDocument;
  reader: SchemaReader;
}

export interface Sides {
  old: Side;
  new: Side;
  comparison: Comparison;
  settings: ComparisonSettings;
}

/** The place in the document of two nodes that are compared. */
export interface Spot {
  operation: string | null;
  location: string;
  direction: Direction | null;
  /** Equal at all places that show the same edit. */
  cause: string;
}

export function report(
  rule: RuleId,
  spot: Spot,
  marks: Marks = {},
  override: Override & { alsoAt?: readonly string[] } = {},
): Finding {
  const text = override.text ?? sentence(rule, marks);
  return {
    rule,
    class: classOf(rule, spot.direction ?? "request", override.class),
    operation: spot.operation,
    location: spot.location,
    ...(override.alsoAt === undefined ? {} : { alsoAt: override.alsoAt }),
    direction: spot.direction,
    text,
    marks,
    cause: `${rule}|${spot.cause}|${text}`,
  };
}

export function fromSchema(findings: readonly SchemaFinding[], spot: Spot): Finding[] {
  return findings.map(({ rule, class: level, path, alsoAt, text, marks = {}, cause }) => ({
    rule,
    class: level,
    operation: spot.operation,
    location: locationBelow(spot.location, path),
    ...(alsoAt === undefined
      ? {}
      : { alsoAt: alsoAt.map((other) => locationBelow(spot.location, other)) }),
    direction: spot.direction,
    text,
    marks,
    cause,
  }));
}

/** Both nodes with references followed, and a cause that all references to them share. */
export function pairOf(sides: Sides, oldNode: unknown, newNode: unknown) {
  const oldValue = sides.old.document.follow(oldNode);
  const newValue = sides.new.document.follow(newNode);
  const at = (side: Side, node: unknown) =>
    typeof node === "object" && node !== null ? side.document.pointerOf(node) : "";
  return {
    old: oldValue,
    new: newValue,
    cause: `${at(sides.old, oldValue)}>${at(sides.new, newValue)}`,
  };
}

/** Extensions and unknown keys: reported, and harmless only with a reason. */
export function compareUnknown(
  oldNode: unknown,
  newNode: unknown,
  known: string,
  spot: Spot,
): Finding[] {
  const oldValue = isObject(oldNode) ? oldNode : {};
  const newValue = isObject(newNode) ? newNode : {};
  const names = new Set([...known.split(" "), "x-sunset", "x-stability-level"]);
  return [...new Set([...Object.keys(oldValue), ...Object.keys(newValue)])]
    .filter((key) => !names.has(key) && !sameJson(oldValue[key], newValue[key]))
    .map((key) =>
      report(key.startsWith("x-") ? "extension.unknown" : "keyword.unknown", spot, { key }),
    );
}

/** Texts that only people read. */
export function compareTexts(
  oldNode: unknown,
  newNode: unknown,
  keys: readonly string[],
  rule: Parameters<typeof report>[0],
  spot: Spot,
): Finding[] {
  const oldValue = isObject(oldNode) ? oldNode : {};
  const newValue = isObject(newNode) ? newNode : {};
  return keys
    .filter((key) => !sameJson(oldValue[key], newValue[key]))
    .map((key) => {
      const written = (value: unknown) =>
        value === undefined || typeof value === "string" ? value : stableText(value);
      const marks = { key, old: written(oldValue[key]), new: written(newValue[key]) };
      return report(rule, spot, marks, { text: textSentence(key, marks.old, marks.new) });
    });
}

export function lifecycle(raw: JsonObject) {
  return { deprecated: raw["deprecated"] === true, sunset: textAt(raw, "x-sunset") ?? null };
}
