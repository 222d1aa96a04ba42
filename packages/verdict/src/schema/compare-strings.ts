import { shown } from "../document/json.ts";
import { patternInclusion } from "../patterns/pattern-inclusion.ts";
import { compareFormats } from "./compare-formats.ts";
import {
  below,
  compareLower,
  compareUpper,
  contradiction,
  found,
  type Place,
  type SchemaFinding,
} from "./comparison.ts";
import type { StringFacts } from "./facts.ts";

export function compareStrings(
  oldFacts: StringFacts,
  newFacts: StringFacts,
  place: Place,
): SchemaFinding[] {
  const impossible = contradiction(
    [oldFacts.minLength, oldFacts.maxLength],
    [newFacts.minLength, newFacts.maxLength],
    place,
  );
  if (impossible.length > 0) return impossible;
  return [
    ...compareFormats("string", oldFacts.formats, newFacts.formats, place),
    ...compareLower("minLength", oldFacts.minLength, newFacts.minLength, place),
    ...compareUpper("maxLength", oldFacts.maxLength, newFacts.maxLength, place),
    ...comparePatterns(oldFacts.patterns, newFacts.patterns, place),
    ...contentText(oldFacts.contentEncoding, newFacts.contentEncoding, place),
    ...contentText(oldFacts.contentMediaType, newFacts.contentMediaType, place),
    ...contentSchema(oldFacts, newFacts, place),
  ];
}

function comparePatterns(
  oldNames: readonly string[],
  newNames: readonly string[],
  place: Place,
): SchemaFinding[] {
  const oldKeys = oldNames.filter((pattern) => !newNames.includes(pattern));
  const newKeys = newNames.filter((pattern) => !oldNames.includes(pattern));
  const [one] = oldKeys;
  const [other] = newKeys;
  if (oldKeys.length === 1 && newKeys.length === 1 && one !== undefined && other !== undefined) {
    return [comparePattern(one, other, place)];
  }
  return [
    ...newKeys.map((pattern) => found("pattern.added", place, { new: pattern })),
    ...oldKeys.map((pattern) => found("pattern.removed", place, { old: pattern })),
  ];
}

function comparePattern(oldText: string, newText: string, place: Place): SchemaFinding {
  const marks = { old: oldText, new: newText };
  const narrowing = patternInclusion(oldText, newText);
  const widening = patternInclusion(newText, oldText);
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

function contentText(
  oldText: string | null,
  newText: string | null,
  place: Place,
): SchemaFinding[] {
  if (oldText === newText) return [];
  if (oldText === null) return [found("content-encoding.added", place, { new: newText ?? "" })];
  if (newText === null) return [found("content-encoding.removed", place, { old: oldText })];
  return [found("content-encoding.changed", place, { old: oldText, new: newText })];
}

function contentSchema(
  oldFacts: StringFacts,
  newFacts: StringFacts,
  place: Place,
): SchemaFinding[] {
  const oldSource = oldFacts.contentSchema;
  const newSource = newFacts.contentSchema;
  if (oldSource === null && newSource === null) return [];
  if (oldSource === null) return [found("content-schema.added", place)];
  if (newSource === null) return [found("content-schema.removed", place)];
  return below(place.comparison.compare(oldSource, newSource, place.direction), "(content)");
}
