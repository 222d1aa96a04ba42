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
import { bothNumbers, freeNumber, isRangeFormat, rangeOf, sameRange } from "./number-facts.ts";
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
  const oldRange = rangeOf(oldClosed);
  const newRange = rangeOf(newClosed);
  const impossible = contradiction(
    [oldRange.minimum, oldRange.maximum],
    [newRange.minimum, newRange.maximum],
    place,
  );
  if (impossible.length > 0) return [...findings, ...impossible];
  const lower: Edge = { key: "minimum", old: oldClosed, new: newClosed, oldRange, newRange };
  return [
    ...findings,
    // The formats of whole numbers and of fractions cannot be compared; the change of the type is reported.
    ...(oldFacts.integer === newFacts.integer ? formats(oldClosed, newClosed, place) : []),
    ...compareEdge(lower, place),
    ...compareEdge({ ...lower, key: "maximum" }, place),
    ...exclusiveness(oldClosed, newClosed, place),
    ...multiples(oldFacts.multiples, newFacts.multiples, place),
  ];
}

interface Edge {
  key: "minimum" | "maximum";
  old: NumberFacts;
  new: NumberFacts;
  oldRange: ReturnType<typeof rangeOf>;
  newRange: ReturnType<typeof rangeOf>;
}

/** A written bound counts where it moves what is admitted, and in the direction in which it is moved. */
function compareEdge({ key, ...edge }: Edge, place: Place): SchemaFinding[] {
  const written = Math.sign(edge.new[key] - edge.old[key]);
  const admitted = Math.sign(edge.newRange[key] - edge.oldRange[key]);
  if (written === 0 || written !== admitted || edge.new[key] === edge.old[key]) return [];
  const side = key === "minimum" ? "lower" : "upper";
  const texts = [edge.old.written[side], edge.new.written[side]] as const;
  const name = (text: string | null) => text?.split(" ")[0];
  const number = (text: string | null) => text?.split(" ")[1] ?? "none";
  const same = texts.every((text) => text === null || name(text) === name(texts[0] ?? texts[1]));
  const text = same
    ? `${name(texts[0] ?? texts[1]) ?? key} ${number(texts[0])} → ${number(texts[1])}.`
    : `${texts[0] ?? "none"} → ${texts[1] ?? "none"}.`;
  const compare = key === "minimum" ? compareLower : compareUpper;
  return compare(key, edge.old[key], edge.new[key], place, text);
}

/** A format that is a pair of bounds is reported only where the written bounds do not report the change. */
function formats(oldFacts: NumberFacts, newFacts: NumberFacts, place: Place): SchemaFinding[] {
  const moves = (facts: NumberFacts) =>
    !sameRange(rangeOf(facts, oldFacts.formats), rangeOf(facts, newFacts.formats));
  const idle = !(moves(oldFacts) && moves(newFacts));
  const names = (facts: NumberFacts, others: NumberFacts) =>
    idle && [...facts.formats, ...others.formats].every((name) => isRangeFormat(name))
      ? []
      : facts.formats;
  const { minimum, maximum } = rangeOf(newFacts);
  const precise = minimum >= -(2 ** 53) && maximum <= 2 ** 53;
  return compareFormats("number", names(oldFacts, newFacts), names(newFacts, oldFacts), {
    ...place,
    precise,
  });
}

/** Multiples of a whole number are whole, also with type "number". */
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
