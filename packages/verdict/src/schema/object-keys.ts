import type { ObjectFacts, Source } from "./facts.ts";

/** What an object says of one key, all members of an `allOf` taken together. */
export type KeyRule =
  | { kind: "declared" | "matched" | "rest"; source: Source }
  | { kind: "forbidden" }
  | { kind: "free" };

export function keyRule(facts: ObjectFacts, key: string): KeyRule {
  const parts: Source[] = [];
  let kind: "declared" | "matched" | "rest" | "free" = "free";
  for (const facet of facts.facets) {
    const own = facet.properties.get(key);
    const matched = facet.patterns.filter(([pattern]) => matches(pattern, key));
    if (own) {
      parts.push(own);
      kind = "declared";
    }
    for (const [, source] of matched) parts.push(source);
    if (matched.length > 0 && kind !== "declared") kind = "matched";
    if (own || matched.length > 0 || facet.rest === "absent" || facet.rest === "open") continue;
    if (facet.rest === "closed") return { kind: "forbidden" };
    parts.push(facet.rest);
    if (kind === "free") kind = "rest";
  }
  if (kind !== "declared" && kind !== "matched") {
    if (facts.unevaluated === "closed") return { kind: "forbidden" };
    if (facts.unevaluated !== "open") {
      parts.push(facts.unevaluated);
      kind = "rest";
    }
  }
  return kind === "free" ? { kind } : { kind, source: parts.flat() };
}

export function declaredKeys(facts: ObjectFacts): string[] {
  return [...new Set(facts.facets.flatMap((facet) => [...facet.properties.keys()]))];
}

export type Rest =
  | { kind: "absent" | "open" | "closed"; by: "additional" | "unevaluated" }
  | { kind: "typed"; source: Source; by: "additional" | "unevaluated" };

/** What an object says of keys that nothing names. */
export function restOf(facts: ObjectFacts): Rest {
  const parts: Source[] = [];
  const by = facts.unevaluated === "open" ? "additional" : "unevaluated";
  let open = false;
  for (const { rest } of facts.facets) {
    if (rest === "closed") return { kind: "closed", by };
    if (rest === "open") open = true;
    else if (rest !== "absent") parts.push(rest);
  }
  if (facts.unevaluated === "closed") return { kind: "closed", by };
  if (facts.unevaluated !== "open") parts.push(facts.unevaluated);
  if (parts.length > 0) return { kind: "typed", source: parts.flat(), by };
  return { kind: open ? "open" : "absent", by };
}

export function patternRules(facts: ObjectFacts): Map<string, Source> {
  const result = new Map<string, Source>();
  for (const [pattern, source] of facts.facets.flatMap((facet) => facet.patterns)) {
    result.set(pattern, [...(result.get(pattern) ?? []), ...source]);
  }
  return result;
}

export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    try {
      return new RegExp(pattern).test(text);
    } catch {
      return false;
    }
  }
}
