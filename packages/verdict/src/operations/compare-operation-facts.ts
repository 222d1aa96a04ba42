import { sameJson, shown, textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { lifecycleChange } from "../rules/lifecycle.ts";
import type { OperationView } from "./operation-view.ts";
import {
  compareTexts,
  compareUnknown,
  lifecycle,
  pairOf,
  report,
  type Sides,
  type Spot,
} from "./report.ts";

const operationKeys =
  "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers";

/** What stands on the operation itself. */
export function compareOperationFacts(
  before: OperationView,
  after: OperationView,
  sides: Sides,
): Finding[] {
  const { cause } = pairOf(sides, before.raw, after.raw);
  const spot: Spot = { operation: after.name, location: "operation", direction: null, cause };
  const old = before.raw;
  const now = after.raw;
  const findings: Finding[] = [];
  const wasCalled = textAt(old, "operationId");
  const isCalled = textAt(now, "operationId");
  if (wasCalled !== undefined && wasCalled !== isCalled) {
    findings.push(report("operation.id-gone", spot, { old: wasCalled }));
  } else if (wasCalled === undefined && isCalled !== undefined) {
    findings.push(report("operation.id-added", spot, { new: isCalled }));
  }
  const end = lifecycleChange(lifecycle(old), lifecycle(now), sides.settings);
  if (end) findings.push(report(end.rule, spot, end.marks));
  if (!sameJson(old["tags"], now["tags"])) findings.push(report("operation.tags", spot));
  const texts = ["summary", "description", "externalDocs"];
  findings.push(...compareTexts(old, now, texts, "operation.text", spot));
  const itemTexts = ["summary", "description"];
  findings.push(...compareTexts(before.item, after.item, itemTexts, "operation.text", spot));
  findings.push(...compareStability(old["x-stability-level"], now["x-stability-level"], spot));
  return findings.concat(compareUnknown(old, now, operationKeys, spot));
}

const stabilities = ["draft", "alpha", "beta", "stable"];

function compareStability(before: unknown, after: unknown, spot: Spot): Finding[] {
  if (before === after) return [];
  // Without a word an operation counts as stable.
  const level = (value: unknown) => (value === undefined ? 3 : stabilities.indexOf(shown(value)));
  const lowered = level(after) < level(before);
  const rule = lowered ? "operation.stability-lowered" : "operation.stability-raised";
  return [report(rule, spot, { old: shown(before ?? "stable"), new: shown(after ?? "stable") })];
}
