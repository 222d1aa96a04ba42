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
  oldFacts: NumberFacts,
  newFacts: NumberFacts,
  place: Place,
): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  let oldClosed = oldFacts;
  let newClosed = newFacts;
  if (isWhole(oldFacts) !== isWhole(newFacts) && oldFacts.integer !== newFacts.integer) {
    findings.push(
      found(newFacts.integer ? "type.number-to-integer" : "type.integer-to-number", place),
    );
  }
  if (oldFacts.integer !== newFacts.integer) {
    // An open bound of one and the closed bound of the other may be the same bound.
    const integer = { ...freeNumber, integer: true };
    oldClosed = bothNumbers(oldFacts, integer);
    newClosed = bothNumbers(newFacts, integer);
  }
  const impossible = contradiction(
    [oldClosed.minimum, oldClosed.maximum],
    [newClosed.minimum, newClosed.maximum],
    place,
  );
  if (impossible.length > 0) return [...findings, ...impossible];
  return [
    ...findings,
    // The formats of whole numbers and of fractions cannot be compared; the type has said it all.
    ...(oldFacts.integer === newFacts.integer
      ? compareFormats("number", oldFacts.formats, newFacts.formats, place)
      : []),
    ...compareLower("minimum", oldClosed.minimum, newClosed.minimum, place),
    ...compareUpper("maximum", oldClosed.maximum, newClosed.maximum, place),
    ...exclusiveness(oldClosed, newClosed, place),
    ...multiples(oldFacts.multiples, newFacts.multiples, place),
  ];
}

/** Multiples of a whole number are whole, whatever the type says. */
function isWhole(facts: NumberFacts): boolean {
  return facts.integer || facts.multiples.some(Number.isInteger);
}

function exclusiveness(
  oldFacts: NumberFacts,
  newFacts: NumberFacts,
  place: Place,
): SchemaFinding[] {
  const flip = (at: number, oldFlag: boolean, newFlag: boolean, key: string) => {
    if (oldFlag === newFlag) return [];
    const narrows = place.direction === "request" ? "breaking" : "additive";
    const widens = place.direction === "request" ? "additive" : "breaking";
    const name = (open: boolean) => `${open ? "exclusive " : ""}${key} ${bound(at)}`;
    const marks = { old: name(oldFlag), new: name(newFlag) };
    return [found("bound.exclusiveness", place, marks, { class: newFlag ? narrows : widens })];
  };
  return [
    ...(oldFacts.minimum === newFacts.minimum
      ? flip(newFacts.minimum, oldFacts.minimumOpen, newFacts.minimumOpen, "minimum")
      : []),
    ...(oldFacts.maximum === newFacts.maximum
      ? flip(newFacts.maximum, oldFacts.maximumOpen, newFacts.maximumOpen, "maximum")
      : []),
  ];
}

function multiples(
  oldMultiples: readonly number[],
  newMultiples: readonly number[],
  place: Place,
): SchemaFinding[] {
  const implied = (step: number, by: readonly number[]) =>
    by.some((other) => isMultiple(other, step));
  const tighter = newMultiples.filter((step) => !implied(step, oldMultiples));
  const looser = oldMultiples.filter((step) => !implied(step, newMultiples));
  if (tighter.length === 0 && looser.length === 0) return [];
  const rule =
    looser.length === 0
      ? "multiple-of.tightened"
      : tighter.length === 0
        ? "multiple-of.loosened"
        : "multiple-of.unrelated";
  const marks = {
    old: oldMultiples.join(" and ") || "none",
    new: newMultiples.join(" and ") || "any size",
  };
  return [found(rule, place, marks)];
}
