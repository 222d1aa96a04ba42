import type { Operation } from "@shared/openapi-model/model.ts";
import type { Finding } from "../rules/finding.ts";
import { alikeNames } from "../schema/alike-names.ts";
import { compareParameter, isRequired } from "./compare-parameter.ts";
import { parameterLocation } from "./location.ts";
import { parameterNames } from "./match-paths.ts";
import { type ParameterView, parametersOf } from "./operation-view.ts";
import { pairOf, report, type Sides, type Spot } from "./report.ts";

const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);
export function compareParameters(
  oldOperation: Operation,
  newOperation: Operation,
  sides: Sides,
): Finding[] {
  const renames = pathRenames(oldOperation.path, newOperation.path);
  const newKey = (view: ParameterView) => keyOf(view, view.name);
  const oldKey = (view: ParameterView) =>
    keyOf(view, view.in === "path" ? (renames.get(view.name) ?? view.name) : view.name);
  const oldParameters = new Map(parametersOf(oldOperation).map((view) => [oldKey(view), view]));
  const newParameters = new Map(parametersOf(newOperation).map((view) => [newKey(view), view]));
  const findings: Finding[] = [];
  const spotOf = (view: ParameterView, cause: string): Spot => ({
    operation: newOperation.name,
    location: parameterLocation(view.in, view.name),
    direction: "request",
    cause,
  });
  const gone: ParameterView[] = [];
  const come = [...newParameters]
    .filter(([key]) => !oldParameters.has(key))
    .map(([, view]) => view);
  for (const [key, view] of oldParameters) {
    const same = newParameters.get(key);
    if (!same) gone.push(view);
    else {
      const { cause } = pairOf(sides, view.raw, same.raw);
      findings.push(...compareParameter(view, same, spotOf(same, cause), sides));
    }
  }
  for (const view of gone) {
    const { cause } = pairOf(sides, view.raw, null);
    const moved = take(come, (other) => other.name === view.name);
    const recased = moved ? undefined : take(come, (other) => sameButCase(view, other));
    const renamed = moved || recased ? undefined : takeRenamed(view, gone, come, sides);
    if (moved) {
      const marks = { name: view.name, old: view.in, new: moved.in };
      const alsoAt = [parameterLocation(view.in, view.name)];
      findings.push(report("parameter.location-changed", spotOf(moved, cause), marks, { alsoAt }));
    } else if (recased) {
      const marks = { old: view.name, new: recased.name };
      const alsoAt = [parameterLocation(recased.in, recased.name)];
      findings.push(report("parameter.name-case", spotOf(view, cause), marks, { alsoAt }));
    } else if (renamed) {
      const marks = { old: view.name, new: renamed.name };
      const alsoAt = [parameterLocation(view.in, view.name)];
      findings.push(report("parameter.renamed", spotOf(renamed, cause), marks, { alsoAt }));
    } else {
      findings.push(removed(view, newOperation, spotOf(view, cause)));
    }
  }
  for (const view of come) {
    const { cause } = pairOf(sides, null, view.raw);
    findings.push(added(view, oldOperation, spotOf(view, cause)));
  }
  return findings;
}

function keyOf(view: ParameterView, name: string): string {
  return `${view.in} ${view.in === "header" ? name.toLowerCase() : name}`;
}

function sameButCase(one: ParameterView, other: ParameterView): boolean {
  return one.in === other.in && one.name.toLowerCase() === other.name.toLowerCase();
}

/** The only parameter of `come` that can be `view` renamed: of the same kind, with a similar name. */
function takeRenamed(
  view: ParameterView,
  gone: readonly ParameterView[],
  come: ParameterView[],
  sides: Sides,
): ParameterView | undefined {
  if (view.in === "path") return undefined;
  const canBecome = (one: ParameterView, other: ParameterView) =>
    one.in === other.in &&
    alikeNames(one.name, other.name) &&
    compareParameter(one, other, nowhere, sides).every(
      ({ class: level }) => level === "none" || level === "docs",
    );
  const candidates = come.filter((other) => canBecome(view, other));
  const [only] = candidates;
  if (only === undefined || candidates.length > 1) return undefined;
  const rivals = gone.filter((other) => canBecome(other, only));
  return rivals.length > 1 ? undefined : take(come, (other) => other === only);
}

const nowhere: Spot = { operation: null, location: "", direction: "request", cause: "" };

function take(
  views: ParameterView[],
  wanted: (view: ParameterView) => boolean,
): ParameterView | undefined {
  const at = views.findIndex(wanted);
  return at < 0 ? undefined : views.splice(at, 1)[0];
}

function pathRenames(oldText: string, newText: string): Map<string, string> {
  const newNames = parameterNames(newText);
  return new Map(parameterNames(oldText).map((name, i) => [name, newNames[i] ?? name]));
}

function isIgnored(view: ParameterView): boolean {
  return view.in === "header" && ignoredHeaders.has(view.name.toLowerCase());
}

function removed(view: ParameterView, newOperation: Operation, spot: Spot): Finding {
  const marks = { in: view.in, name: view.name };
  // OpenAPI ignores these headers; and a template's value is sent whether it is documented or not.
  const silent = isIgnored(view) || parameterNames(newOperation.path).includes(view.name);
  return report("parameter.removed", spot, marks, silent ? { class: "none" } : {});
}

function added(view: ParameterView, oldOperation: Operation, spot: Spot): Finding {
  const marks = { in: view.in, name: view.name };
  if (isIgnored(view)) return report("parameter.ignored-header", spot, marks);
  if (!isRequired(view)) return report("parameter.optional-added", spot, marks);
  const known = view.in === "path" && parameterNames(oldOperation.path).includes(view.name);
  return report("parameter.required-added", spot, marks, known ? { class: "none" } : {});
}
