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
import { type Comparison, found, type Place, type SchemaFinding } from "./comparison.ts";

interface Pair {
  before: Canonical;
  after: Canonical;
}

export function compareBranch(
  before: Branch,
  after: Branch,
  around: Place,
  comparison: Comparison,
  schemas: Pair,
): SchemaFinding[] {
  const place = { direction: around.direction, pointer: `${before.pointer}>${after.pointer}` };
  const findings = [
    ...compareExclusions(before.exclusions, after.exclusions, place, comparison),
    ...compareConditionals(before.conditionals, after.conditionals, place, comparison),
    ...compareSuggestions(before, after, place),
  ];
  if (before.values || after.values) {
    return findings.concat(compareValues(before, after, place, comparison, schemas));
  }
  if (before.type === "string" && after.type === "string") {
    findings.push(...compareStrings(before.facts, after.facts, place, comparison));
  } else if (before.type === "number" && after.type === "number") {
    findings.push(...compareNumbers(before.facts, after.facts, place));
  } else if (before.type === "array" && after.type === "array") {
    findings.push(...compareArrays(before.facts, after.facts, place, comparison));
  } else if (before.type === "object" && after.type === "object") {
    findings.push(...compareObjects(before.facts, after.facts, place, comparison));
  }
  const conditional = before.conditionals.length > 0 || after.conditionals.length > 0;
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
  before: Branch,
  after: Branch,
  place: Place,
  comparison: Comparison,
  { before: oldSchema, after: newSchema }: Pair,
): SchemaFinding[] {
  const old = before.values;
  const now = after.values;
  const open = comparison.settings.enums === "open" && place.direction === "response";
  const gained = (value: unknown) =>
    found("enum.gained", place, { new: shown(value) }, open ? { class: "additive" } : {});
  const lost = (value: unknown) => found("enum.lost", place, { old: shown(value) });
  if (old && now) {
    const inOld = new Set(old.map(stableText));
    const inNow = new Set(now.map(stableText));
    const fresh = now.filter((value) => !inOld.has(stableText(value)));
    const gone = old.filter((value) => !inNow.has(stableText(value)));
    const [only] = fresh;
    if (old.length === 1 && now.length === 1 && fresh.length === 1) {
      return [found("const.changed", place, { old: shown(old[0]), new: shown(only) })];
    }
    return [...fresh.map(gained), ...gone.map(lost)];
  }
  if (now) {
    const opened = oldSchema.notes.extensible !== null;
    const rule = opened ? "open-enum.replaced" : now.length === 1 ? "const.added" : "enum.set";
    const strange = now.filter((value) => !acceptedBy(before, value, comparison.readOld, 0));
    const named = found(rule, place, { new: now.map(shown).join(", ") });
    return [named, ...(place.direction === "response" ? strange.map(gained) : [])];
  }
  const values = old ?? [];
  const opens = newSchema.notes.extensible !== null;
  const rule = opens
    ? "open-enum.replaces-enum"
    : values.length === 1
      ? "const.removed"
      : "enum.dropped";
  const refused = values.filter((value) => !acceptedBy(after, value, comparison.readNew, 0));
  const named = found(
    rule,
    place,
    { old: values.map(shown).join(", ") },
    open ? { class: "additive" } : {},
  );
  return [named, ...(place.direction === "request" ? refused.map(lost) : [])];
}

/** Beside a free string a listed value promises nothing; a new one is still news. */
function compareSuggestions(before: Branch, after: Branch, place: Place): SchemaFinding[] {
  const old = new Set(before.suggested.map(stableText));
  const now = new Set(after.suggested.map(stableText));
  const fresh = after.suggested.filter((value) => !old.has(stableText(value)));
  const gone = before.suggested.filter((value) => !now.has(stableText(value)));
  return [
    ...fresh.map((value) =>
      found("enum.gained", place, { new: shown(value) }, { class: "additive" }),
    ),
    ...gone.map((value) => found("enum.lost", place, { old: shown(value) }, { class: "docs" })),
  ];
}
