import { type JsonObject, objectAt, textAt } from "../document/json.ts";
import type { RuleId } from "../rules/all-rules.ts";
import type { Direction, Finding } from "../rules/finding.ts";
import type { ParameterView } from "./operation-view.ts";
import { fromSchema, report, type Sides, type Spot } from "./report.ts";

/** Schema or content of a parameter or header, with a default that says what leaving it out means. */
export function compareParameterSchema(
  before: JsonObject,
  after: JsonObject,
  name: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const [oldMedia, oldContent] = Object.entries(objectAt(before, "content"))[0] ?? [];
  const [newMedia, newContent] = Object.entries(objectAt(after, "content"))[0] ?? [];
  if ((oldMedia === undefined) !== (newMedia === undefined)) {
    const now = newMedia ?? "plain text";
    return [report("parameter.schema-or-content", spot, { name, new: now }, { class: "breaking" })];
  }
  if (oldMedia !== newMedia) {
    const marks = { name, old: oldMedia, new: newMedia };
    return [report("parameter.content-media-type", spot, marks, { class: "breaking" })];
  }
  const old = oldMedia === undefined ? before["schema"] : (oldContent as JsonObject)["schema"];
  const now = newMedia === undefined ? after["schema"] : (newContent as JsonObject)["schema"];
  const direction: Direction = spot.direction ?? "request";
  const inner = sides.comparison.compare(
    sides.old.reader.source(old),
    sides.new.reader.source(now),
    direction,
  );
  // A parameter's own default says what leaving it out means.
  return fromSchema(inner, spot).map((finding) =>
    finding.location === spot.location && direction === "request"
      ? { ...finding, rule: defaultRules[finding.rule] ?? finding.rule }
      : finding,
  );
}

const defaultRules: Partial<Record<RuleId, RuleId>> = {
  "default.added": "parameter.default-added",
  "default.changed": "parameter.default-changed",
  "default.removed": "parameter.default-removed",
};

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
