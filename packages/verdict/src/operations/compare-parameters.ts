import { type JsonObject, textAt } from "../document/json.ts";
import type { RuleId } from "../rules/all-rules.ts";
import { type Finding, sentence } from "../rules/finding.ts";
import { lifecycleChange } from "../rules/lifecycle.ts";
import { compareParameterSchema, compareStyle } from "./compare-parameter.ts";
import { parameterLocation } from "./location.ts";
import { parameterNames } from "./match-paths.ts";
import type { OperationView, ParameterView } from "./operation-view.ts";
import { compareTexts, compareUnknown, pairOf, report, type Sides, type Spot } from "./report.ts";

const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);
const known =
  "name in required schema content style explode allowReserved allowEmptyValue deprecated description example examples";

export function compareParameters(
  before: OperationView,
  after: OperationView,
  sides: Sides,
): Finding[] {
  const renames = pathRenames(before.path, after.path);
  const newKey = (view: ParameterView) => keyOf(view, view.name);
  const oldKey = (view: ParameterView) =>
    keyOf(view, view.in === "path" ? (renames.get(view.name) ?? view.name) : view.name);
  const old = new Map(before.parameters.map((view) => [oldKey(view), view]));
  const now = new Map(after.parameters.map((view) => [newKey(view), view]));
  const findings: Finding[] = [];
  const spotOf = (view: ParameterView, cause: string): Spot => ({
    operation: after.name,
    location: parameterLocation(view.in, view.name),
    direction: "request",
    cause,
  });
  const gone: ParameterView[] = [];
  const come = [...now].filter(([key]) => !old.has(key)).map(([, view]) => view);
  for (const [key, view] of old) {
    const same = now.get(key);
    if (!same) gone.push(view);
    else findings.push(...compareParameter(view, same, spotOf(same, ""), sides));
  }
  for (const view of gone) {
    const { cause } = pairOf(sides, view.raw, null);
    const moved = take(come, (other) => other.name === view.name);
    const recased = moved ? undefined : take(come, (other) => alike(view, other));
    if (moved) {
      const marks = { name: view.name, old: view.in, new: moved.in };
      findings.push(report("parameter.location-changed", spotOf(moved, cause), marks));
    } else if (recased) {
      const marks = { old: view.name, new: recased.name };
      findings.push(report("parameter.name-case", spotOf(view, cause), marks));
    } else {
      findings.push(removed(view, after, spotOf(view, cause)));
    }
  }
  for (const view of come) {
    const { cause } = pairOf(sides, null, view.raw);
    findings.push(added(view, before, spotOf(view, cause)));
  }
  return findings;
}

function keyOf(view: ParameterView, name: string): string {
  return `${view.in} ${view.in === "header" ? name.toLowerCase() : name}`;
}

function alike(one: ParameterView, other: ParameterView): boolean {
  return one.in === other.in && one.name.toLowerCase() === other.name.toLowerCase();
}

function take(
  views: ParameterView[],
  wanted: (view: ParameterView) => boolean,
): ParameterView | undefined {
  const at = views.findIndex(wanted);
  return at < 0 ? undefined : views.splice(at, 1)[0];
}

function pathRenames(before: string, after: string): Map<string, string> {
  const now = parameterNames(after);
  return new Map(parameterNames(before).map((name, i) => [name, now[i] ?? name]));
}

function isRequired(view: ParameterView): boolean {
  return view.in === "path" || view.raw["required"] === true;
}

function isIgnored(view: ParameterView): boolean {
  return view.in === "header" && ignoredHeaders.has(view.name.toLowerCase());
}

function removed(view: ParameterView, after: OperationView, spot: Spot): Finding {
  const marks = { in: view.in, name: view.name };
  // OpenAPI ignores these headers; and a template's value is sent whether it is described or not.
  const silent = isIgnored(view) || parameterNames(after.path).includes(view.name);
  return report("parameter.removed", spot, marks, silent ? { class: "none" } : {});
}

function added(view: ParameterView, before: OperationView, spot: Spot): Finding {
  const marks = { in: view.in, name: view.name };
  if (isIgnored(view)) return report("parameter.ignored-header", spot, marks);
  if (!isRequired(view)) return report("parameter.optional-added", spot, marks);
  const known = view.in === "path" && parameterNames(before.path).includes(view.name);
  return report("parameter.required-added", spot, marks, known ? { class: "none" } : {});
}

export function compareParameter(
  before: ParameterView,
  after: ParameterView,
  around: Spot,
  sides: Sides,
): Finding[] {
  const { cause } = pairOf(sides, before.raw, after.raw);
  const spot = { ...around, cause };
  const name = after.name;
  const findings: Finding[] = [];
  const say = (rule: RuleId, old?: string, now?: string) =>
    findings.push(report(rule, spot, { name, in: after.in, old, new: now }));
  if (before.name !== name && after.in === "header")
    say("parameter.header-name-case", before.name, name);
  if (!isRequired(before) && isRequired(after)) say("parameter.optional-to-required");
  if (isRequired(before) && !isRequired(after)) say("parameter.required-to-optional");
  findings.push(...compareStyle(before, after, spot, sides));
  findings.push(...compareParameterSchema(before.raw, after.raw, name, spot, sides));
  const end = lifecycleChange(lifecycle(before.raw), lifecycle(after.raw), sides.settings);
  if (end) {
    const text = sentence(end.rule, end.marks);
    findings.push(
      report("parameter.deprecated", spot, {}, { class: end.class, text: `${name}: ${text}` }),
    );
  }
  const texts = ["description", "example", "examples"];
  findings.push(...compareTexts(before.raw, after.raw, texts, "parameter.text", spot));
  findings.push(...compareUnknown(before.raw, after.raw, known, spot));
  return findings;
}

export function lifecycle(raw: JsonObject) {
  return { deprecated: raw["deprecated"] === true, sunset: textAt(raw, "x-sunset") ?? null };
}
