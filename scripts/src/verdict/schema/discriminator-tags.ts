import { isObject, type JsonObject, listAt, objectAt, textAt } from "../json.ts";
import type { OpenDocument } from "../open-document.ts";
import type { Canonical } from "./canonical.ts";

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

export function lastStep(reference: string): string {
  return reference.split("/").at(-1) ?? reference;
}

/** A member is called what it was referred to by. */
export function withNames(canonical: Canonical, reference: string): Canonical {
  if (canonical.form !== "plain") return canonical;
  const name = lastStep(reference);
  return { ...canonical, branches: canonical.branches.map((branch) => ({ ...branch, name })) };
}
