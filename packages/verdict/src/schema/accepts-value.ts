import { isObject, stableText } from "../document/json.ts";
import type { Branch } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import type { ArrayFacts, ObjectFacts, Source } from "./facts.ts";
import { keyRule, patternRules, restOf } from "./object-facts.ts";
import { admits } from "./settled.ts";
import { hasFormat } from "./string-facts.ts";

type Read = (of: Source) => Canonical;

/** Whether a server that follows the schema accepts this value. A format that no pattern decides counts as matched. */
export function acceptsValue(
  schema: Canonical,
  value: unknown,
  canonical: Read,
  depth = 0,
): boolean {
  if (depth > 12 || schema.undecided.length > 0) return true;
  const fits = schema.branches.filter((branch) => acceptedBy(branch, value, canonical, depth));
  const alone = schema.exclusive || schema.contested.length > 0;
  return alone && fits.length > 1 ? false : fits.length > 0;
}

export function acceptedBy(
  branch: Branch,
  value: unknown,
  canonical: Read,
  depth: number,
): boolean {
  if (!admits(branch, value)) return false;
  if (branch.type === "string" && !branch.values) {
    if (branch.facts.formats.some((format) => !hasFormat(String(value), format))) return false;
  }
  if (branch.values) {
    const text = stableText(value);
    if (!branch.values.some((own) => stableText(own) === text)) return false;
  }
  const accepts = (source: Source, inner: unknown) =>
    acceptsValue(canonical(source), inner, canonical, depth + 1);
  if (branch.exclusions.some((source) => accepts(source, value))) return false;
  const kept = branch.conditionals.every(({ condition, consequence, alternative }) =>
    accepts(accepts(condition, value) ? consequence : alternative, value),
  );
  if (!kept) return false;
  if (branch.type === "array" && Array.isArray(value)) {
    return acceptsItems(branch.facts, value, accepts);
  }
  if (branch.type === "object" && isObject(value)) {
    return acceptsKeys(branch.facts, value, accepts);
  }
  return true;
}

type Accepts = (source: Source, value: unknown) => boolean;

function acceptsItems(facts: ArrayFacts, items: readonly unknown[], accepts: Accepts): boolean {
  if (items.length < facts.minItems || items.length > facts.maxItems) return false;
  if (facts.unique && new Set(items.map(stableText)).size < items.length) return false;
  for (const [i, item] of items.entries()) {
    const source = facts.prefix[i] ?? facts.rest;
    if (source === "closed" || !accepts(source, item)) return false;
  }
  return facts.contains.every(({ source, minimum, maximum }) => {
    const found = items.filter((item) => accepts(source, item)).length;
    return found >= minimum && found <= maximum;
  });
}

function acceptsKeys(facts: ObjectFacts, value: object, accepts: Accepts): boolean {
  const entries = Object.entries(value);
  const keys = new Set(entries.map(([key]) => key));
  if (keys.size < facts.minProperties || keys.size > facts.maxProperties) return false;
  if ([...facts.required].some((key) => !keys.has(key))) return false;
  const rest = restOf(facts);
  const anyPattern = patternRules(facts).size > 0;
  for (const [key, inner] of entries) {
    const rule = keyRule(facts, key);
    if (rule.kind === "forbidden") return false;
    if (rule.kind === "free" && rest.kind === "closed" && !anyPattern) return false;
    if ("source" in rule && !accepts(rule.source, inner)) return false;
    if (!accepts(facts.propertyNames, key)) return false;
  }
  for (const [key, needs] of facts.dependentRequired) {
    if (keys.has(key) && [...needs].some((need) => !keys.has(need))) return false;
  }
  for (const [key, source] of facts.dependentSchemas) {
    if (keys.has(key) && !accepts(source, value)) return false;
  }
  return true;
}
