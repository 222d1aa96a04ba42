import { isObject, type JsonObject, listAt, objectAt, textAt } from "../document/json.ts";
import type { OpenDocument } from "../document/open-document.ts";
import type { Canonical } from "./canonical.ts";
import type { Source } from "./facts.ts";

/** Which tag value stands for which member, mapped or by the member's own name. */
export function discriminatorTags(
  raw: JsonObject,
  document: OpenDocument,
): ReadonlyMap<string, string> | null {
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
    if (reference === undefined || document.isExternal(reference)) continue;
    const name = lastStep(reference);
    if (!mapped.has(name)) tags.set(name, name);
  }
  return tags;
}

/** Schemas that the mapping names and no member list does: heirs that repeat their parent in an `allOf`. */
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

/** A member is called what it was referred to by. */
export function withNames(canonical: Canonical, reference: string): Canonical {
  if (canonical.form !== "plain") return canonical;
  const name = lastStep(reference);
  return { ...canonical, branches: canonical.branches.map((branch) => ({ ...branch, name })) };
}
