import { isObject, type JsonObject, objectAt, textAt } from "../document/json.ts";
import type { Direction } from "../rules/change-class.ts";
import { type Finding, sentence } from "../rules/finding.ts";
import { lifecycleChange } from "../rules/lifecycle.ts";
import type { RuleId } from "../rules/rules.ts";
import type { ParameterView } from "./operation-view.ts";
import {
  compareTexts,
  compareUnknown,
  fromSchema,
  lifecycle,
  report,
  type Sides,
  type Spot,
} from "./report.ts";

const known =
  "name in required schema content style explode allowReserved allowEmptyValue deprecated description example examples";

/** One parameter that both sides have. */
export function compareParameter(
  before: ParameterView,
  after: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const { name } = after;
  const findings = [...compareStyle(before, after, spot, sides)];
  if (!isRequired(before) && isRequired(after)) {
    findings.push(report("parameter.optional-to-required", spot, { name }));
  }
  if (isRequired(before) && !isRequired(after)) {
    findings.push(report("parameter.required-to-optional", spot, { name }));
  }
  return [
    ...findings,
    ...compareParameterSchema(before.raw, after.raw, name, spot, sides),
    ...compareRemarks(before, after, spot, sides),
    ...compareUnknown(before.raw, after.raw, known, spot),
  ];
}

export function isRequired(view: ParameterView): boolean {
  return view.in === "path" || view.raw["required"] === true;
}

/** A parameter of an event is read, not sent: only its form and its texts compare as they do here. */
export function compareEventParameter(
  before: ParameterView,
  after: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const sent = { ...spot, direction: "request" as const };
  const findings = [
    ...compareStyle(before, after, sent, sides),
    ...compareContentKind(before.raw, after.raw, after.name, sent),
    ...compareRemarks(before, after, sent, sides),
  ];
  return findings.map((finding) => ({ ...finding, direction: spot.direction }));
}

/** What is said of a parameter beside its values. */
function compareRemarks(
  before: ParameterView,
  after: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const end = lifecycleChange(lifecycle(before.raw), lifecycle(after.raw), sides.settings);
  const text = end ? `${after.name}: ${sentence(end.rule, end.marks)}` : "";
  const texts = ["description", "example", "examples"];
  return [
    ...(end ? [report("parameter.deprecated", spot, {}, { class: end.class, text })] : []),
    ...compareTexts(before.raw, after.raw, texts, "parameter.text", spot),
  ];
}

/** Schema or content of a parameter or header, with a default that says what leaving it out means. */
export function compareParameterSchema(
  before: JsonObject,
  after: JsonObject,
  name: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const kind = compareContentKind(before, after, name, spot);
  if (kind.length > 0) return kind;
  const schemaOf = (raw: JsonObject) => {
    const [content] = Object.values(objectAt(raw, "content"));
    return isObject(content) ? content["schema"] : raw["schema"];
  };
  const direction: Direction = spot.direction ?? "request";
  const inner = sides.comparison.compare(
    sides.old.reader.source(schemaOf(before)),
    sides.new.reader.source(schemaOf(after)),
    direction,
  );
  // A parameter's own default says what leaving it out means.
  return fromSchema(inner, spot).map((finding) =>
    finding.location === spot.location && direction === "request"
      ? { ...finding, rule: defaultRules[finding.rule] ?? finding.rule }
      : finding,
  );
}

/** Is it written as plain text or as a media type, and as which? */
function compareContentKind(
  before: JsonObject,
  after: JsonObject,
  name: string,
  spot: Spot,
): Finding[] {
  const [old] = Object.keys(objectAt(before, "content"));
  const [now] = Object.keys(objectAt(after, "content"));
  if (old === now) return [];
  const both = old !== undefined && now !== undefined;
  const rule = both ? "parameter.content-media-type" : "parameter.schema-or-content";
  return [report(rule, spot, { name, old, new: now ?? "plain text" })];
}

const defaultRules: Partial<Record<RuleId, RuleId>> = {
  "default.added": "parameter.default-added",
  "default.changed": "parameter.default-changed",
  "default.removed": "parameter.default-removed",
};

/** How a parameter's value is written on the wire. */
function compareStyle(
  before: ParameterView,
  after: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const name = after.name;
  if (before.name !== name && after.in === "header") {
    findings.push(report("parameter.header-name-case", spot, { old: before.name, new: name }));
  }
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
