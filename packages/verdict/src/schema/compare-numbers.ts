import { compareFormats } from "./compare-formats.ts";
import {
  bound,
  compareLower,
  compareUpper,
  contradiction,
  found,
  type Place,
  type SchemaFinding,
} from "./comparison.ts";
import type { NumberFacts } from "./facts.ts";
import { bothNumbers, freeNumber } from "./number-facts.ts";
import { isMultiple } from "./settled.ts";

export function compareNumbers(
  before: NumberFacts,
  after: NumberFacts,
  place: Place,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  let old = before;
  let now = after;
  if (isWhole(before) !== isWhole(after) && before.integer !== after.integer) {
    findings.push(
      found(after.integer ? "type.number-to-integer" : "type.integer-to-number", place),
    );
  }
  if (before.integer !== after.integer) {
    // An open bound of one and the closed bound of the other may be the same bound.
    const integer = { ...freeNumber, integer: true };
    old = bothNumbers(before, integer);
    now = bothNumbers(after, integer);
  }
  const impossible = contradiction([old.minimum, old.maximum], [now.minimum, now.maximum], place);
  if (impossible.length > 0) return [...findings, ...impossible];
  return [
    ...findings,
    // The formats of whole numbers and of fractions cannot be compared; the type has said it all.
    ...(before.integer === after.integer
      ? compareFormats("number", before.formats, after.formats, place)
      : []),
    ...compareLower("minimum", old.minimum, now.minimum, place),
    ...compareUpper("maximum", old.maximum, now.maximum, place),
    ...exclusiveness(old, now, place),
    ...multiples(before.multiples, after.multiples, place),
  ];
}

/** Multiples of a whole number are whole, whatever the type says. */
function isWhole(facts: NumberFacts): boolean {
  return facts.integer || facts.multiples.some(Number.isInteger);
}

function exclusiveness(old: NumberFacts, now: NumberFacts, place: Place): SchemaFinding[] {
  const flip = (at: number, was: boolean, is: boolean, key: string) => {
    if (was === is) return [];
    const narrows = place.direction === "request" ? "breaking" : "additive";
    const widens = place.direction === "request" ? "additive" : "breaking";
    const name = (open: boolean) => `${open ? "exclusive " : ""}${key} ${bound(at)}`;
    const marks = { old: name(was), new: name(is) };
    return [found("bound.exclusiveness", place, marks, { class: is ? narrows : widens })];
  };
  return [
    ...(old.minimum === now.minimum
      ? flip(now.minimum, old.minimumOpen, now.minimumOpen, "minimum")
      : []),
    ...(old.maximum === now.maximum
      ? flip(now.maximum, old.maximumOpen, now.maximumOpen, "maximum")
      : []),
  ];
}

function multiples(
  before: readonly number[],
  after: readonly number[],
  place: Place,
): SchemaFinding[] {
  const implied = (step: number, by: readonly number[]) =>
    by.some((other) => isMultiple(other, step));
  const tighter = after.filter((step) => !implied(step, before));
  const looser = before.filter((step) => !implied(step, after));
  if (tighter.length === 0 && looser.length === 0) return [];
  const rule =
    looser.length === 0
      ? "multiple-of.tightened"
      : tighter.length === 0
        ? "multiple-of.loosened"
        : "multiple-of.unrelated";
  const marks = { old: before.join(" and ") || "none", new: after.join(" and ") || "any size" };
  return [found(rule, place, marks)];
}
