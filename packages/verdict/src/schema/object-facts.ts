import { createPattern, type Pattern } from "@shared/openapi-model/pattern.ts";
import { isObject, type JsonObject, listAt, numberAt, objectAt } from "../document/json.ts";
import type { Facet, ObjectFacts, Source } from "./facts.ts";

export const freeObject: ObjectFacts = {
  facets: [],
  unevaluated: "open",
  required: new Set(),
  minProperties: 0,
  maxProperties: Number.POSITIVE_INFINITY,
  propertyNames: [],
  dependentRequired: new Map(),
  dependentSchemas: new Map(),
};

type Read = (node: unknown) => Source;

export function readObjectFacts(raw: JsonObject, source: Read): ObjectFacts {
  const rest = raw["additionalProperties"];
  const unevaluated = raw["unevaluatedProperties"];
  const facet: Facet = {
    properties: sources(objectAt(raw, "properties"), source),
    patterns: [...sources(objectAt(raw, "patternProperties"), source)],
    rest:
      rest === undefined
        ? "absent"
        : isOpen(rest)
          ? "open"
          : rest === false
            ? "closed"
            : source(rest),
  };
  const says = facet.properties.size > 0 || facet.patterns.length > 0 || facet.rest !== "absent";
  const dependencies = Object.entries(objectAt(raw, "dependencies"));
  return {
    facets: says ? [facet] : [],
    unevaluated:
      unevaluated === undefined || isOpen(unevaluated)
        ? "open"
        : unevaluated === false
          ? "closed"
          : source(unevaluated),
    required: names(listAt(raw, "required")),
    minProperties: Math.max(0, numberAt(raw, "minProperties") ?? 0),
    maxProperties: numberAt(raw, "maxProperties") ?? Number.POSITIVE_INFINITY,
    propertyNames: raw["propertyNames"] === undefined ? [] : source(raw["propertyNames"]),
    dependentRequired: new Map(
      [...Object.entries(objectAt(raw, "dependentRequired")), ...dependencies]
        .filter(([, list]) => Array.isArray(list))
        .map(([key, list]) => [key, names(list as unknown[])]),
    ),
    dependentSchemas: new Map(
      [...Object.entries(objectAt(raw, "dependentSchemas")), ...dependencies]
        .filter(([, schema]) => !Array.isArray(schema))
        .map(([key, schema]) => [key, source(schema)]),
    ),
  };
}

export function bothObjects(one: ObjectFacts, other: ObjectFacts): ObjectFacts {
  const dependentRequired = new Map(one.dependentRequired);
  for (const [key, needs] of other.dependentRequired) {
    dependentRequired.set(key, new Set([...(dependentRequired.get(key) ?? []), ...needs]));
  }
  const dependentSchemas = new Map(one.dependentSchemas);
  for (const [key, schema] of other.dependentSchemas) {
    dependentSchemas.set(key, [...(dependentSchemas.get(key) ?? []), ...schema]);
  }
  return {
    facets: [...one.facets, ...other.facets],
    unevaluated:
      one.unevaluated === "open"
        ? other.unevaluated
        : other.unevaluated === "open"
          ? one.unevaluated
          : one.unevaluated === "closed" || other.unevaluated === "closed"
            ? "closed"
            : [...one.unevaluated, ...other.unevaluated],
    required: new Set([...one.required, ...other.required]),
    minProperties: Math.max(one.minProperties, other.minProperties),
    maxProperties: Math.min(one.maxProperties, other.maxProperties),
    propertyNames: [...one.propertyNames, ...other.propertyNames],
    dependentRequired,
    dependentSchemas,
  };
}

function isOpen(rest: unknown): boolean {
  return rest === true || (isObject(rest) && Object.keys(rest).length === 0);
}

function sources(schemas: JsonObject, source: Read): Map<string, Source> {
  return new Map(Object.entries(schemas).map(([key, schema]) => [key, source(schema)]));
}

function names(list: readonly unknown[]): Set<string> {
  return new Set(list.filter((item) => typeof item === "string"));
}

/** The rule of an object for one key, with all members of an `allOf` together. */
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

/** The rule of an object for keys that it does not name. */
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

const compiled = new Map<string, Pattern["test"]>();

/** A pattern that no engine checks in linear time counts as matched; an invalid one does not. */
export function matches(pattern: string, text: string): boolean {
  let test = compiled.get(pattern);
  if (test === undefined) {
    if (compiled.size >= 1000) compiled.clear();
    test = testOf(pattern);
    compiled.set(pattern, test);
  }
  return test(text);
}

function testOf(pattern: string): Pattern["test"] {
  try {
    return createPattern(pattern).test;
  } catch {
    return () => false;
  }
}
