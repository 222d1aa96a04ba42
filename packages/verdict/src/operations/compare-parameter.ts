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
  oldParameter: ParameterView,
  newParameter: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const { name } = newParameter;
  const findings = [...compareStyle(oldParameter, newParameter, spot, sides)];
  if (!isRequired(oldParameter) && isRequired(newParameter)) {
    findings.push(report("parameter.optional-to-required", spot, { name }));
  }
  if (isRequired(oldParameter) && !isRequired(newParameter)) {
    findings.push(report("parameter.required-to-optional", spot, { name }));
  }
  return [
    ...findings,
    ...compareParameterSchema(oldParameter.raw, newParameter.raw, name, spot, sides),
    ...compareRemarks(oldParameter, newParameter, spot, sides),
    ...compareUnknown(oldParameter.raw, newParameter.raw, known, spot),
  ];
}

export function isRequired(view: ParameterView): boolean {
  return view.in === "path" || view.raw["required"] === true;
}

/** A parameter of an event is read, not sent: only its form and its texts compare as they do here. */
export function compareEventParameter(
  oldParameter: ParameterView,
  newParameter: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const sent = { ...spot, direction: "request" as const };
  const findings = [
    ...compareStyle(oldParameter, newParameter, sent, sides),
    ...compareContentKind(oldParameter.raw, newParameter.raw, newParameter.name, sent),
    ...compareRemarks(oldParameter, newParameter, sent, sides),
  ];
  return findings.map((finding) => ({ ...finding, direction: spot.direction }));
}

/** The keys of a parameter beside its values. */
function compareRemarks(
  oldParameter: ParameterView,
  newParameter: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const end = lifecycleChange(
    lifecycle(oldParameter.raw),
    lifecycle(newParameter.raw),
    sides.settings,
  );
  const text = end ? `${newParameter.name}: ${sentence(end.rule, end.marks)}` : "";
  const texts = ["description", "example", "examples"];
  return [
    ...(end ? [report("parameter.deprecated", spot, {}, { class: end.class, text })] : []),
    ...compareTexts(oldParameter.raw, newParameter.raw, texts, "parameter.text", spot),
  ];
}

/** Schema or content of a parameter or header; its default is the meaning of an omitted value. */
export function compareParameterSchema(
  oldNode: JsonObject,
  newNode: JsonObject,
  name: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const kind = compareContentKind(oldNode, newNode, name, spot);
  if (kind.length > 0) return kind;
  const schemaOf = (raw: JsonObject) => {
    const [content] = Object.values(objectAt(raw, "content"));
    return isObject(content) ? content["schema"] : raw["schema"];
  };
  const direction: Direction = spot.direction ?? "request";
  const inner = sides.comparison.compare(
    sides.old.reader.source(schemaOf(oldNode)),
    sides.new.reader.source(schemaOf(newNode)),
    direction,
  );
  // A parameter's default is the meaning of an omitted parameter.
  return fromSchema(inner, spot).map((finding) =>
    finding.location === spot.location && direction === "request"
      ? { ...finding, rule: defaultRules[finding.rule] ?? finding.rule }
      : finding,
  );
}

/** Whether it is encoded as plain text or as a media type. */
function compareContentKind(
  oldNode: JsonObject,
  newNode: JsonObject,
  name: string,
  spot: Spot,
): Finding[] {
  const [oldText] = Object.keys(objectAt(oldNode, "content"));
  const [newText] = Object.keys(objectAt(newNode, "content"));
  if (oldText === newText) return [];
  const both = oldText !== undefined && newText !== undefined;
  const rule = both ? "parameter.content-media-type" : "parameter.schema-or-content";
  return [report(rule, spot, { name, old: oldText, new: newText ?? "plain text" })];
}

const defaultRules: Partial<Record<RuleId, RuleId>> = {
  "default.added": "parameter.default-added",
  "default.changed": "parameter.default-changed",
  "default.removed": "parameter.default-removed",
};

/** The encoding of a parameter's value on the wire. */
function compareStyle(
  oldParameter: ParameterView,
  newParameter: ParameterView,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const name = newParameter.name;
  if (oldParameter.name !== name && newParameter.in === "header") {
    findings.push(
      report("parameter.header-name-case", spot, { old: oldParameter.name, new: name }),
    );
  }
  const styleOf = (view: ParameterView) =>
    textAt(view.raw, "style") ?? (view.in === "query" || view.in === "cookie" ? "form" : "simple");
  const explodes = (view: ParameterView) =>
    typeof view.raw["explode"] === "boolean" ? view.raw["explode"] : styleOf(view) === "form";
  const oldText = styleOf(oldParameter);
  const newText = styleOf(newParameter);
  const content =
    oldParameter.raw["content"] !== undefined || newParameter.raw["content"] !== undefined;
  if (!content && oldText !== newText)
    findings.push(report("parameter.style-changed", spot, { name, old: oldText, new: newText }));
  else if (!content && explodes(oldParameter) !== explodes(newParameter)) {
    const types = sides.comparison
      .readNew(sides.new.reader.source(newParameter.raw["schema"]))
      .branches.map((branch) => branch.type);
    const spreads = types.includes("array") || types.includes("object");
    const rule = spreads ? "parameter.explode-changed" : "parameter.explode-primitive";
    findings.push(report(rule, spot, { name, new: String(explodes(newParameter)) }));
  }
  const flag = (view: ParameterView, key: string) => view.raw[key] === true;
  if (flag(oldParameter, "allowReserved") !== flag(newParameter, "allowReserved")) {
    findings.push(report("parameter.allow-reserved", spot, { name }));
  }
  if (flag(oldParameter, "allowEmptyValue") !== flag(newParameter, "allowEmptyValue")) {
    const granted = flag(newParameter, "allowEmptyValue");
    const rule = granted ? "parameter.allow-empty-granted" : "parameter.allow-empty-withdrawn";
    findings.push(report(rule, spot, { name }));
  }
  return findings;
}
