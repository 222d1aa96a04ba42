import { isObject, type JsonObject, listAt, objectAt, textAt } from "../document/json.ts";
import { isExternal, type OpenDocument } from "../document/open-document.ts";
import type { Canonical } from "./canonical.ts";
import { found, type Place, type SchemaFinding } from "./comparison.ts";
import type { Source } from "./facts.ts";

/** The member of each tag value: mapped, or by the member's name. */
export function discriminatorTags(raw: JsonObject): ReadonlyMap<string, string> | null {
  if (!isObject(raw["discriminator"])) return null;
  const tags = new Map<string, string>();
  const mapped = new Set<string>();
  for (const [tag, target] of Object.entries(objectAt(raw["discriminator"], "mapping"))) {
    if (typeof target !== "string") continue;
    tags.set(tag, lastStep(target));
    mapped.add(lastStep(target));
  }
  for (const member of [...listAt(raw, "oneOf"), ...listAt(raw, "anyOf")]) {
    const reference = textAt(member, "$ref");
    if (reference === undefined || isExternal(reference)) continue;
    const name = lastStep(reference);
    if (!mapped.has(name)) tags.set(name, name);
  }
  return tags;
}

/** Schemas that only the mapping names: heirs that include their parent by `allOf`. */
export function mappedHeirs(
  raw: JsonObject,
  document: OpenDocument,
  source: (node: unknown) => Source,
): ReadonlyMap<string, Source> {
  const listed = listAt(raw, "oneOf").length > 0 || listAt(raw, "anyOf").length > 0;
  const mapping = Object.entries(objectAt(raw["discriminator"], "mapping"));
  const heirs = new Map<string, Source>();
  for (const [tag, target] of listed ? [] : mapping) {
    if (typeof target !== "string") continue;
    const pointer = target.startsWith("#") ? target : `#/components/schemas/${target}`;
    const node = document.target(pointer);
    if (isObject(node) && node !== raw) heirs.set(tag, source(node));
  }
  return heirs;
}

function lastStep(reference: string): string {
  return reference.split("/").at(-1) ?? reference;
}

/** A member has the name of its reference. */
export function withNames(canonical: Canonical, reference: string): Canonical {
  if (canonical.form !== "plain") return canonical;
  const name = lastStep(reference);
  return { ...canonical, branches: canonical.branches.map((branch) => ({ ...branch, name })) };
}

/** Compares discriminators: the key of the tag, and the member of each tag. */
export function compareTags(
  oldSchema: Canonical,
  newSchema: Canonical,
  place: Place,
): SchemaFinding[] {
  const oldText = textAt(oldSchema.notes.discriminator, "propertyName");
  const newText = textAt(newSchema.notes.discriminator, "propertyName");
  if (oldText === undefined && newText === undefined) return [];
  const at = (name: string | undefined) => ({ path: `.${name}` });
  if (oldText === undefined)
    return [found("discriminator.added", place, { name: newText }, at(newText))];
  if (newText === undefined)
    return [found("discriminator.removed", place, { name: oldText }, at(oldText))];
  if (oldText !== newText)
    return [found("discriminator.moved", place, { old: oldText, new: newText }, at(oldText))];
  const oldTexts = oldSchema.tags ?? new Map<string, string>();
  const newTexts = newSchema.tags ?? new Map<string, string>();
  const findings: SchemaFinding[] = [];
  // A tag that came or went with its member is reported with the member.
  const oldMembers = new Set(oldTexts.values());
  const newMembers = new Set(newTexts.values());
  const renamed = newMembers.size === oldMembers.size;
  for (const [tag, member] of oldTexts) {
    if (!newTexts.has(tag) && (newMembers.has(member) || renamed)) {
      findings.push(found("mapping.removed", place, { old: tag }));
    }
  }
  for (const [tag, member] of newTexts) {
    if (!oldTexts.has(tag) && oldMembers.has(member)) {
      findings.push(found("mapping.added", place, { new: tag }));
    }
  }
  return findings;
}
