import { stableText } from "../document/json.ts";
import type { Branch } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import type { NumberFacts, ObjectFacts, Source } from "./facts.ts";
import { rangeOf } from "./number-facts.ts";
import { keyRule } from "./object-facts.ts";
import { admits } from "./settled.ts";
import { formatsDisjoint, lengthsOf } from "./string-facts.ts";

type Read = (of: Source) => Canonical;

/** True only with a proof: no value can be in both. */
export function areDisjoint(one: Branch, other: Branch, canonical: Read, depth = 0): boolean {
  if (one.type !== "object" || other.type !== "object" || depth > 3) {
    return scalarsDisjoint(one, other);
  }
  return objectsDisjoint(one.facts, other.facts, canonical, depth);
}

/** Whether a `oneOf` rejects values because they match two members. */
export function isExclusive(schema: Canonical, canonical: Read): boolean {
  return schema.exclusive || schema.contested.some(([a, b]) => !areDisjoint(a, b, canonical));
}

/** The same check, without the properties of objects. */
function scalarsDisjoint(one: Branch, other: Branch): boolean {
  if (one.type !== other.type) return true;
  if (one.values && other.values) {
    const texts = new Set(one.values.map(stableText));
    return !other.values.some((value) => texts.has(stableText(value)));
  }
  if (one.values) return !one.values.some((value) => admits(other, value));
  if (other.values) return !other.values.some((value) => admits(one, value));
  if (one.type === "number" && other.type === "number") {
    return above(one.facts, other.facts) || above(other.facts, one.facts);
  }
  if (one.type === "string" && other.type === "string") {
    return (
      formatsDisjoint(one.facts.formats, other.facts.formats) ||
      lengthsOf(one.facts).least > lengthsOf(other.facts).most ||
      lengthsOf(other.facts).least > lengthsOf(one.facts).most
    );
  }
  return false;
}

function above(one: NumberFacts, other: NumberFacts): boolean {
  const lower = rangeOf(one);
  const upper = rangeOf(other);
  if (lower.minimum > upper.maximum) return true;
  return lower.minimum === upper.maximum && (lower.minimumOpen || upper.maximumOpen);
}

function objectsDisjoint(
  one: ObjectFacts,
  other: ObjectFacts,
  canonical: Read,
  depth: number,
): boolean {
  for (const key of new Set([...one.required, ...other.required])) {
    const here = keyRule(one, key);
    const there = keyRule(other, key);
    if (here.kind === "forbidden" || there.kind === "forbidden") return true;
    if (!("source" in here && "source" in there)) continue;
    const mine = canonical(here.source).branches;
    const theirs = canonical(there.source).branches;
    const apart = mine.every((a) => theirs.every((b) => areDisjoint(a, b, canonical, depth + 1)));
    if (apart) return true;
  }
  return false;
}

export const noOverlap: Pick<Canonical, "exclusive" | "contested"> = {
  exclusive: false,
  contested: [],
};

/** The members of a `oneOf` that certainly share values, and those that may. */
export function overlapOf(
  members: readonly Canonical[],
): Pick<Canonical, "exclusive" | "contested"> {
  let exclusive = false;
  const contested: (readonly [Branch, Branch])[] = [];
  for (const [i, one] of members.entries()) {
    for (const other of members.slice(i + 1)) {
      for (const a of one.branches) {
        for (const b of other.branches) {
          if (a.type === "object" && b.type === "object") contested.push([a, b]);
          else if (!scalarsDisjoint(a, b)) exclusive = true;
        }
      }
    }
  }
  return { exclusive, contested };
}
