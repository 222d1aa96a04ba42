import { type JsonObject, objectAt } from "../document/json.ts";
import type { RuleId } from "../rules/all-rules.ts";
import type { Direction, Finding } from "../rules/finding.ts";
import { fromSchema, report, type Sides, type Spot } from "./sides.ts";

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
