import { shown } from "../json.ts";
import type { Branch } from "./branch.ts";

/** How a sentence calls one alternative. */
export function memberName(branch: Branch): string {
  if (branch.name !== null) return branch.name;
  if (branch.values) return branch.values.map(shown).join(", ");
  if (branch.type === "number" && branch.facts.integer) return "integer";
  return branch.type;
}
