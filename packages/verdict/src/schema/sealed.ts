import type { Branch } from "./branch.ts";
import type { Facet, Source } from "./facts.ts";
import { declaredKeys, keyRule, patternRules } from "./object-keys.ts";

/** `unevaluatedProperties` sees only what stands in and below its own schema: closed here, not later. */
export function sealed(branch: Branch): Branch {
  if (branch.type !== "object" || branch.facts.unevaluated === "open") return branch;
  const { facts } = branch;
  const open = { ...facts, unevaluated: "open" as const };
  const anyOpen = facts.facets.some(({ rest }) => rest !== "absent");
  if (anyOpen) return branch;
  const properties = new Map<string, Source>();
  for (const key of declaredKeys(open)) {
    const rule = keyRule(open, key);
    if ("source" in rule) properties.set(key, rule.source);
  }
  const rest: Facet["rest"] = facts.unevaluated === "open" ? "absent" : facts.unevaluated;
  const facet: Facet = { properties, patterns: [...patternRules(open)], rest };
  return { ...branch, facts: { ...facts, facets: [facet] } };
}
