import { sameJson, shown, stableText } from "../document/json.ts";
import { sentence } from "../rules/finding.ts";
import { lifecycleChange } from "../rules/lifecycle.ts";
import type { ComparisonSettings } from "../settings.ts";
import type { Annotations } from "./annotations.ts";
import type { Canonical } from "./canonical.ts";
import { found, type Place, type SchemaFinding } from "./comparison.ts";
import { compareTags } from "./discriminators.ts";

export function compareAnnotations(
  before: Canonical,
  after: Canonical,
  place: Place,
  settings: ComparisonSettings,
): SchemaFinding[] {
  const old = before.notes;
  const now = after.notes;
  const sameMembers = before.branches.length === after.branches.length;
  const findings = [
    ...compareDefaults(old, now, place),
    ...compareExtensible(before, after, place),
    ...compareTags(before, after, place),
    ...compareMaps(old.unknown, now.unknown, "keyword.unknown", place),
    ...compareMaps(old.extensions, now.extensions, "extension.unknown", place),
  ];
  if (sameMembers && !sameJson(old.texts, now.texts))
    findings.push(found("annotation.text", place));
  if (old.enumNames !== now.enumNames) findings.push(found("enum.names", place));
  if (old.idleNull !== now.idleNull) {
    const enumerated = old.idleNull === "enum" || now.idleNull === "enum";
    findings.push(found(enumerated ? "null.outside-enum" : "null.without-effect", place));
  }
  if (old.dialect !== now.dialect) {
    findings.push(found("dialect.changed", place, { new: now.dialect ?? "the document's own" }));
  }
  if (old.xml !== now.xml) findings.push(found("xml.unused", place));
  const end = lifecycleChange(old, now, settings);
  if (end) {
    const text = sentence(end.rule, end.marks);
    findings.push(found("deprecated.changed", place, end.marks, { class: end.class, text }));
  }
  return findings;
}

function compareDefaults(old: Annotations, now: Annotations, place: Place): SchemaFinding[] {
  if (sameJson(old.default, now.default)) return [];
  const marks = { old: shown(old.default?.value), new: shown(now.default?.value) };
  if (old.default === null) return [found("default.added", place, marks)];
  return [found(now.default === null ? "default.removed" : "default.changed", place, marks)];
}

function compareExtensible(before: Canonical, after: Canonical, place: Place): SchemaFinding[] {
  const old = before.notes.extensible;
  const now = after.notes.extensible;
  if (old === null || now === null) return [];
  const had = new Set(old.map(stableText));
  const has = new Set(now.map(stableText));
  const fresh = now.filter((value) => !had.has(stableText(value)));
  const gone = old.filter((value) => !has.has(stableText(value)));
  return [
    ...fresh.map((value) => found("open-enum.gained", place, { new: shown(value) })),
    ...gone.map((value) => found("open-enum.lost", place, { old: shown(value) })),
  ];
}

function compareMaps(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  rule: "keyword.unknown" | "extension.unknown",
  place: Place,
): SchemaFinding[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => found(rule, place, { key }));
}
