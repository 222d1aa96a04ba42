import { type JsonObject, numberAt } from "../document/json.ts";
import type { ArrayFacts, Containment, Source } from "./facts.ts";

export const freeArray: ArrayFacts = {
  minItems: 0,
  maxItems: Number.POSITIVE_INFINITY,
  unique: false,
  prefix: [],
  rest: [],
  restBy: "items",
  contains: [],
};

export function readArrayFacts(raw: JsonObject, source: (node: unknown) => Source): ArrayFacts {
  // Before 2020-12 a list of schemas under "items" was what "prefixItems" is now.
  const tuple = Array.isArray(raw["items"]) ? raw["items"] : raw["prefixItems"];
  const items = Array.isArray(raw["items"]) ? raw["additionalItems"] : raw["items"];
  const unevaluated = items === undefined ? raw["unevaluatedItems"] : undefined;
  const rest = items ?? unevaluated;
  return {
    minItems: Math.max(0, numberAt(raw, "minItems") ?? 0),
    maxItems: numberAt(raw, "maxItems") ?? Number.POSITIVE_INFINITY,
    unique: raw["uniqueItems"] === true,
    prefix: Array.isArray(tuple) ? tuple.map(source) : [],
    rest: rest === undefined ? [] : rest === false ? "closed" : source(rest),
    restBy: unevaluated === undefined ? "items" : "unevaluated",
    contains: containsOf(raw, source),
  };
}

export function bothArrays(one: ArrayFacts, other: ArrayFacts): ArrayFacts {
  const length = Math.max(one.prefix.length, other.prefix.length);
  const prefix: Source[] = [];
  for (let i = 0; i < length; i++) {
    const here = together(one.prefix[i] ?? one.rest, other.prefix[i] ?? other.rest);
    if (here === "closed") break;
    prefix.push(here);
  }
  return {
    minItems: Math.max(one.minItems, other.minItems),
    maxItems: Math.min(one.maxItems, other.maxItems),
    unique: one.unique || other.unique,
    prefix,
    rest: prefix.length < length ? "closed" : together(one.rest, other.rest),
    restBy: one.restBy === "unevaluated" ? one.restBy : other.restBy,
    contains: [...one.contains, ...other.contains],
  };
}

function together(one: Source | "closed", other: Source | "closed"): Source | "closed" {
  return one === "closed" || other === "closed" ? "closed" : [...one, ...other];
}

function containsOf(raw: JsonObject, source: (node: unknown) => Source): Containment[] {
  if (raw["contains"] === undefined) return [];
  const minimum = numberAt(raw, "minContains") ?? 1;
  const maximum = numberAt(raw, "maxContains") ?? Number.POSITIVE_INFINITY;
  const demands = minimum > 0 || Number.isFinite(maximum);
  return demands ? [{ source: source(raw["contains"]), minimum, maximum }] : [];
}
