import { shown, stableText } from "../document/json.ts";
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

/** What a condition evaluates differs from value to value, so does what is left unevaluated. */
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
  const open = place.comparison.settings.enums === "open" && place.direction === "response";
  const gained = (value: unknown) =>
    found("enum.gained", place, { new: shown(value) }, open ? { class: "additive" } : {});
  const lost = (value: unknown) => found("enum.lost", place, { old: shown(value) });
  if (oldValues && newValues) {
    const inOld = new Set(oldValues.map(stableText));
    const inNow = new Set(newValues.map(stableText));
    const fresh = newValues.filter((value) => !inOld.has(stableText(value)));
    const gone = oldValues.filter((value) => !inNow.has(stableText(value)));
    const [only] = fresh;
    if (oldValues.length === 1 && newValues.length === 1 && fresh.length === 1) {
      return [found("const.changed", place, { old: shown(oldValues[0]), new: shown(only) })];
    }
    return [...fresh.map(gained), ...gone.map(lost)];
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
    const named = found(rule, place, { new: newValues.map(shown).join(", ") });
    return [named, ...(place.direction === "response" ? strange.map(gained) : [])];
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
  const named = found(
    rule,
    place,
    { old: values.map(shown).join(", ") },
    open ? { class: "additive" } : {},
  );
  return [named, ...(place.direction === "request" ? refused.map(lost) : [])];
}

/** Beside a free string a listed value promises nothing; a new one is still news. */
function compareSuggestions(oldBranch: Branch, newBranch: Branch, place: Place): SchemaFinding[] {
  const oldSet = new Set(oldBranch.suggested.map(stableText));
  const newSet = new Set(newBranch.suggested.map(stableText));
  const fresh = newBranch.suggested.filter((value) => !oldSet.has(stableText(value)));
  const gone = oldBranch.suggested.filter((value) => !newSet.has(stableText(value)));
  return [
    ...fresh.map((value) =>
      found("enum.gained", place, { new: shown(value) }, { class: "additive" }),
    ),
    ...gone.map((value) => found("enum.lost", place, { old: shown(value) }, { class: "docs" })),
  ];
}
