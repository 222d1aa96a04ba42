import { stableText } from "../document/json.ts";
import type { Branch } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import type { NumberFacts, ObjectFacts, Source } from "./facts.ts";
import { keyRule } from "./object-facts.ts";
import { admits } from "./settled.ts";
import { formatsDisjoint } from "./string-facts.ts";

type Read = (of: Source) => Canonical;

/** True only with a proof: no value can be in both. */
export function areDisjoint(one: Branch, other: Branch, canonical: Read, depth = 0): boolean {
  if (one.type !== "object" || other.type !== "object" || depth > 3) {
    return scalarsDisjoint(one, other);
  }
  return objectsDisjoint(one.facts, other.facts, canonical, depth);
}

/** Does a `oneOf` refuse values because they match two members? */
export function isExclusive(schema: Canonical, canonical: Read): boolean {
  return schema.exclusive || schema.contested.some(([a, b]) => !areDisjoint(a, b, canonical));
}

/** As much as can be seen without looking into objects. */
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
      one.facts.minLength > other.facts.maxLength ||
      other.facts.minLength > one.facts.maxLength
    );
  }
  return false;
}

function above(one: NumberFacts, other: NumberFacts): boolean {
  if (one.minimum > other.maximum) return true;
  return one.minimum === other.maximum && (one.minimumOpen || other.maximumOpen);
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

/** Which members of a `oneOf` share values for sure, and which perhaps. */
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
