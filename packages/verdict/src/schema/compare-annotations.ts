import { sameJson, shown, shownList, stableText } from "../document/json.ts";
import { textSentence } from "../rules/changed-words.ts";
import { sentence } from "../rules/finding.ts";
import { lifecycleChange } from "../rules/lifecycle.ts";
import type { ComparisonSettings } from "../settings.ts";
import type { Annotations } from "./annotations.ts";
import type { Canonical } from "./canonical.ts";
import { found, type Place, type SchemaFinding } from "./comparison.ts";
import { compareTags } from "./discriminators.ts";

export function compareAnnotations(
  oldSchema: Canonical,
  newSchema: Canonical,
  place: Place,
  settings: ComparisonSettings,
): SchemaFinding[] {
  const oldNotes = oldSchema.notes;
  const newNotes = newSchema.notes;
  const sameMembers = oldSchema.branches.length === newSchema.branches.length;
  const findings = [
    ...compareDefaults(oldNotes, newNotes, place),
    ...compareExtensible(oldSchema, newSchema, place),
    ...compareTags(oldSchema, newSchema, place),
    ...compareMaps(oldNotes.unknown, newNotes.unknown, "keyword.unknown", place),
    ...compareMaps(oldNotes.extensions, newNotes.extensions, "extension.unknown", place),
  ];
  if (sameMembers) findings.push(...changedTexts(oldNotes.texts, newNotes.texts, place));
  if (oldNotes.enumNames !== newNotes.enumNames) findings.push(found("enum.names", place));
  if (oldNotes.idleNull !== newNotes.idleNull) {
    const enumerated = oldNotes.idleNull === "enum" || newNotes.idleNull === "enum";
    findings.push(found(enumerated ? "null.outside-enum" : "null.without-effect", place));
  }
  if (oldNotes.dialect !== newNotes.dialect) {
    findings.push(
      found("dialect.changed", place, { new: newNotes.dialect ?? "the document's own" }),
    );
  }
  if (oldNotes.xml !== newNotes.xml) findings.push(found("xml.unused", place));
  const end = lifecycleChange(oldNotes, newNotes, settings);
  if (end) {
    const text = sentence(end.rule, end.marks);
    findings.push(found("deprecated.changed", place, end.marks, { class: end.class, text }));
  }
  return findings;
}

/** Each text is its keyword and its value: `description "Sends a thing"`. */
function changedTexts(
  oldTexts: readonly string[],
  newTexts: readonly string[],
  place: Place,
): SchemaFinding[] {
  const keyOf = (text: string) => text.slice(0, text.indexOf(" "));
  const textOf = (text: string) => {
    const value: unknown = JSON.parse(text.slice(text.indexOf(" ") + 1));
    return typeof value === "string" ? value : stableText(value);
  };
  const gone = oldTexts.filter((text) => !newTexts.includes(text));
  const come = newTexts.filter((text) => !oldTexts.includes(text));
  return [...new Set([...gone, ...come].map(keyOf))].map((key) => {
    const of = (texts: readonly string[]) => {
      const values = texts.filter((text) => keyOf(text) === key).map(textOf);
      return values.length === 0 ? undefined : values.join(" ");
    };
    const marks = { key, old: of(gone), new: of(come) };
    return found("annotation.text", place, marks, {
      text: textSentence(key, marks.old, marks.new),
    });
  });
}

function compareDefaults(
  oldNotes: Annotations,
  newNotes: Annotations,
  place: Place,
): SchemaFinding[] {
  if (sameJson(oldNotes.default, newNotes.default)) return [];
  const marks = { old: shown(oldNotes.default?.value), new: shown(newNotes.default?.value) };
  if (oldNotes.default === null) return [found("default.added", place, marks)];
  return [found(newNotes.default === null ? "default.removed" : "default.changed", place, marks)];
}

function compareExtensible(
  oldSchema: Canonical,
  newSchema: Canonical,
  place: Place,
): SchemaFinding[] {
  const oldValues = oldSchema.notes.extensible;
  const newValues = newSchema.notes.extensible;
  if (oldValues === null || newValues === null) return [];
  const had = new Set(oldValues.map(stableText));
  const has = new Set(newValues.map(stableText));
  const fresh = newValues.filter((value) => !had.has(stableText(value)));
  const gone = oldValues.filter((value) => !has.has(stableText(value)));
  return [
    ...(fresh.length > 0 ? [found("open-enum.gained", place, { new: shownList(fresh) })] : []),
    ...(gone.length > 0 ? [found("open-enum.lost", place, { old: shownList(gone) })] : []),
  ];
}

function compareMaps(
  oldTexts: ReadonlyMap<string, string>,
  newTexts: ReadonlyMap<string, string>,
  rule: "keyword.unknown" | "extension.unknown",
  place: Place,
): SchemaFinding[] {
  return [...new Set([...oldTexts.keys(), ...newTexts.keys()])]
    .filter((key) => oldTexts.get(key) !== newTexts.get(key))
    .map((key) => found(rule, place, { key }));
}
