import { shown } from "../document/json.ts";
import type { Branch } from "./branch.ts";
import { declaredKeys } from "./object-keys.ts";

/** How a sentence calls one alternative. */
export function memberName(branch: Branch): string {
  if (branch.name !== null) return branch.name;
  if (branch.values) return branch.values.map(shown).join(", ");
  if (branch.type === "number" && branch.facts.integer) return "integer";
  if (branch.type === "object") {
    const keys = declaredKeys(branch.facts);
    const more = keys.length > 4 ? ", …" : "";
    if (keys.length > 0) return `{${keys.slice(0, 4).join(", ")}${more}}`;
  }
  return branch.type;
}
