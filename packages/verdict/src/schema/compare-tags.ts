import { textAt } from "../document/json.ts";
import type { Canonical } from "./canonical.ts";
import { found, type Place, type SchemaFinding } from "./comparison.ts";

/** Discriminators: which key holds the tag, which tag stands for which member. */
export function compareTags(before: Canonical, after: Canonical, place: Place): SchemaFinding[] {
  const old = textAt(before.notes.discriminator, "propertyName");
  const now = textAt(after.notes.discriminator, "propertyName");
  if (old === undefined && now === undefined) return [];
  const at = (name: string | undefined) => ({ path: `.${name}` });
  if (old === undefined) return [found("discriminator.added", place, { name: now }, at(now))];
  if (now === undefined) return [found("discriminator.removed", place, { name: old }, at(old))];
  if (old !== now) return [found("discriminator.moved", place, { old, new: now }, at(old))];
  const was = before.tags ?? new Map<string, string>();
  const is = after.tags ?? new Map<string, string>();
  const findings: SchemaFinding[] = [];
  // A tag that came or went with its member has been told with the member.
  const oldMembers = new Set(was.values());
  const newMembers = new Set(is.values());
  const renamed = newMembers.size === oldMembers.size;
  for (const [tag, member] of was) {
    if (!is.has(tag) && (newMembers.has(member) || renamed)) {
      findings.push(found("mapping.removed", place, { old: tag }));
    }
  }
  for (const [tag, member] of is) {
    if (!was.has(tag) && oldMembers.has(member)) {
      findings.push(found("mapping.added", place, { new: tag }));
    }
  }
  return findings;
}
