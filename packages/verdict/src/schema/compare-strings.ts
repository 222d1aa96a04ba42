import { shown } from "../document/json.ts";
import { patternInclusion } from "../patterns/pattern-inclusion.ts";
import { compareFormats } from "./compare-formats.ts";
import {
  below,
  type Comparison,
  compareLower,
  compareUpper,
  contradiction,
  found,
  type Place,
  type SchemaFinding,
} from "./comparison.ts";
import type { StringFacts } from "./facts.ts";

export function compareStrings(
  before: StringFacts,
  after: StringFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const impossible = contradiction(
    [before.minLength, before.maxLength],
    [after.minLength, after.maxLength],
    place,
  );
  if (impossible.length > 0) return impossible;
  return [
    ...compareFormats("string", before.formats, after.formats, place),
    ...compareLower("minLength", before.minLength, after.minLength, place),
    ...compareUpper("maxLength", before.maxLength, after.maxLength, place),
    ...comparePatterns(before.patterns, after.patterns, place),
    ...contentText(before.contentEncoding, after.contentEncoding, place),
    ...contentText(before.contentMediaType, after.contentMediaType, place),
    ...contentSchema(before, after, place, comparison),
  ];
}

function comparePatterns(
  before: readonly string[],
  after: readonly string[],
  place: Place,
): SchemaFinding[] {
  const old = before.filter((pattern) => !after.includes(pattern));
  const now = after.filter((pattern) => !before.includes(pattern));
  const [one] = old;
  const [other] = now;
  if (old.length === 1 && now.length === 1 && one !== undefined && other !== undefined) {
    return [comparePattern(one, other, place)];
  }
  return [
    ...now.map((pattern) => found("pattern.added", place, { new: pattern })),
    ...old.map((pattern) => found("pattern.removed", place, { old: pattern })),
  ];
}

function comparePattern(before: string, after: string, place: Place): SchemaFinding {
  const marks = { old: before, new: after };
  const narrowing = patternInclusion(before, after);
  const widening = patternInclusion(after, before);
  const needed = place.direction === "request" ? narrowing : widening;
  const other = place.direction === "request" ? widening : narrowing;
  if (needed.known === "inside") {
    const level = other.known === "inside" ? "none" : "additive";
    return found("pattern.proved", place, marks, { class: level });
  }
  if (needed.known === "no") return found("pattern.undecided", place, marks);
  const value = shown(JSON.stringify(needed.sample));
  return found("pattern.sample", place, { ...marks, value });
}

function contentText(before: string | null, after: string | null, place: Place): SchemaFinding[] {
  if (before === after) return [];
  if (before === null) return [found("content-encoding.added", place, { new: after ?? "" })];
  if (after === null) return [found("content-encoding.removed", place, { old: before })];
  return [found("content-encoding.changed", place, { old: before, new: after })];
}

function contentSchema(
  before: StringFacts,
  after: StringFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const old = before.contentSchema;
  const now = after.contentSchema;
  if (old === null && now === null) return [];
  if (old === null) return [found("content-schema.added", place)];
  if (now === null) return [found("content-schema.removed", place)];
  return below(comparison.compare(old, now, place.direction), "(content)");
}
