import { textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import type { ParameterView } from "./operation-view.ts";
import { report, type Sides, type Spot } from "./sides.ts";

/** How a parameter's value is written on the wire. */
export function compareStyle(
  before: ParameterView,
  after: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const name = after.name;
  const styleOf = (view: ParameterView) =>
    textAt(view.raw, "style") ?? (view.in === "query" || view.in === "cookie" ? "form" : "simple");
  const explodes = (view: ParameterView) =>
    typeof view.raw["explode"] === "boolean" ? view.raw["explode"] : styleOf(view) === "form";
  const old = styleOf(before);
  const now = styleOf(after);
  const content = before.raw["content"] !== undefined || after.raw["content"] !== undefined;
  if (!content && old !== now)
    findings.push(report("parameter.style-changed", spot, { name, old, new: now }));
  else if (!content && explodes(before) !== explodes(after)) {
    const types = sides.comparison
      .readNew(sides.new.reader.source(after.raw["schema"]))
      .branches.map((branch) => branch.type);
    const spreads = types.includes("array") || types.includes("object");
    const rule = spreads ? "parameter.explode-changed" : "parameter.explode-primitive";
    findings.push(report(rule, spot, { name, new: String(explodes(after)) }));
  }
  const flag = (view: ParameterView, key: string) => view.raw[key] === true;
  if (flag(before, "allowReserved") !== flag(after, "allowReserved")) {
    findings.push(report("parameter.allow-reserved", spot, { name }));
  }
  if (flag(before, "allowEmptyValue") !== flag(after, "allowEmptyValue")) {
    const granted = flag(after, "allowEmptyValue");
    const rule = granted ? "parameter.allow-empty-granted" : "parameter.allow-empty-withdrawn";
    findings.push(report(rule, spot, { name }));
  }
  return findings;
}
