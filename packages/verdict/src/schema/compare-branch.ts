import { shown, shownList, stableText } from "../document/json.ts";
import type { RuleId } from "../rules/rules.ts";
import { acceptedBy } from "./accepts-value.ts";
import type { Branch } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import { compareArrays } from "./compare-arrays.ts";
import { compareConditionals, compareExclusions } from "./compare-conditions.ts";
import { compareNumbers } from "./compare-numbers.ts";
import { compareObjects } from "./compare-objects.ts";
import { compareStrings } from "./compare-strings.ts";
import { found, type Place, type SchemaFinding } from "./comparison.ts";

interface Pair {
  old: Canonical;
  new: Canonical;
}

export function compareBranch(
  oldBranch: Branch,
  newBranch: Branch,
  around: Place,
  schemas: Pair,
): SchemaFinding[] {
  around.comparison.spend();
  const place = {
    ...around,
    pointer: `${oldBranch.pointer}>${newBranch.pointer}`,
  };
  const findings = [
    ...compareExclusions(oldBranch.exclusions, newBranch.exclusions, place),
    ...compareConditionals(oldBranch.conditionals, newBranch.conditionals, place),
    ...compareSuggestions(oldBranch, newBranch, place),
  ];
  if (oldBranch.values || newBranch.values) {
    return findings.concat(compareValues(oldBranch, newBranch, place, schemas));
  }
  if (oldBranch.type === "string" && newBranch.type === "string") {
    findings.push(...compareStrings(oldBranch.facts, newBranch.facts, place));
  } else if (oldBranch.type === "number" && newBranch.type === "number") {
    findings.push(...compareNumbers(oldBranch.facts, newBranch.facts, place));
  } else if (oldBranch.type === "array" && newBranch.type === "array") {
    findings.push(...compareArrays(oldBranch.facts, newBranch.facts, place));
  } else if (oldBranch.type === "object" && newBranch.type === "object") {
    findings.push(...compareObjects(oldBranch.facts, newBranch.facts, place));
  }
  const conditional = oldBranch.conditionals.length > 0 || newBranch.conditionals.length > 0;
  return conditional ? findings.map(undecidedRest) : findings;
}

const unevaluated = new Set<RuleId>([
  "unevaluated-properties.closed",
  "unevaluated-properties.opened",
  "unevaluated-items.closed",
  "unevaluated-items.opened",
]);

/** The keys that a condition evaluates differ from value to value, and so do unevaluated keys. */
function undecidedRest(finding: SchemaFinding): SchemaFinding {
  return unevaluated.has(finding.rule) ? { ...finding, class: "risky" } : finding;
}

function compareValues(
  oldBranch: Branch,
  newBranch: Branch,
  place: Place,
  { old: oldSchema, new: newSchema }: Pair,
): SchemaFinding[] {
  const oldValues = oldBranch.values;
  const newValues = newBranch.values;
  const read = place.direction === "response";
  const open = read && oldBranch.open;
  const gained = (values: readonly unknown[]) =>
    found(
      "enum.gained",
      place,
      { new: shownList(values) },
      { text: listed("New value", values, ""), ...(open ? { class: "additive" } : {}) },
    );
  const lost = (values: readonly unknown[]) =>
    found(
      "enum.lost",
      place,
      { old: shownList(values) },
      {
        text: listed("Value", values, values.length > 1 ? " are gone" : " is gone"),
        ...(open && newBranch.open ? { class: "docs" } : {}),
      },
    );
  if (oldValues && newValues) {
    const inOld = new Set(oldValues.map(stableText));
    const inNow = new Set(newValues.map(stableText));
    const fresh = newValues.filter((value) => !inOld.has(stableText(value)));
    const gone = oldValues.filter((value) => !inNow.has(stableText(value)));
    const [only] = fresh;
    if (oldValues.length === 1 && newValues.length === 1 && fresh.length === 1) {
      return [found("const.changed", place, { old: shown(oldValues[0]), new: shown(only) })];
    }
    return [...(fresh.length > 0 ? [gained(fresh)] : []), ...(gone.length > 0 ? [lost(gone)] : [])];
  }
  if (newValues) {
    const opened = oldSchema.notes.extensible !== null;
    const rule = opened
      ? "open-enum.replaced"
      : newValues.length === 1
        ? "const.added"
        : "enum.set";
    const strange = newValues.filter(
      (value) => !acceptedBy(oldBranch, value, place.comparison.readOld, 0),
    );
    const named = found(rule, place, { new: shownList(newValues) });
    return [named, ...(read && strange.length > 0 ? [gained(strange)] : [])];
  }
  const values = oldValues ?? [];
  const opens = newSchema.notes.extensible !== null;
  const rule = opens
    ? "open-enum.replaces-enum"
    : values.length === 1
      ? "const.removed"
      : "enum.dropped";
  const refused = values.filter(
    (value) => !acceptedBy(newBranch, value, place.comparison.readNew, 0),
  );
  const named = found(rule, place, { old: shownList(values) }, open ? { class: "additive" } : {});
  return [named, ...(!read && refused.length > 0 ? [lost(refused)] : [])];
}

/** "New value a." or "New values a, b." */
function listed(noun: string, values: readonly unknown[], rest: string): string {
  return `${noun}${values.length > 1 ? "s" : ""} ${shownList(values)}${rest}.`;
}

/** Beside a free string a listed value limits nothing; a new one is still reported. */
function compareSuggestions(oldBranch: Branch, newBranch: Branch, place: Place): SchemaFinding[] {
  const oldSet = new Set(oldBranch.suggested.map(stableText));
  const newSet = new Set(newBranch.suggested.map(stableText));
  const fresh = newBranch.suggested.filter((value) => !oldSet.has(stableText(value)));
  const gone = oldBranch.suggested.filter((value) => !newSet.has(stableText(value)));
  const come = listed("New value", fresh, "");
  const left = listed("Value", gone, gone.length > 1 ? " are gone" : " is gone");
  return [
    ...(fresh.length > 0
      ? [found("enum.gained", place, { new: shownList(fresh) }, { class: "additive", text: come })]
      : []),
    ...(gone.length > 0
      ? [found("enum.lost", place, { old: shownList(gone) }, { class: "docs", text: left })]
      : []),
  ];
}
