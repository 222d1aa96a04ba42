import type { Operation } from "@shared/openapi-model/model.ts";
import { sameJson, shown, textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { lifecycleChange } from "../rules/lifecycle.ts";
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

/** The keys of the operation itself. */
export function compareOperationFacts(
  oldOperation: Operation,
  newOperation: Operation,
  sides: Sides,
): Finding[] {
  const { cause } = pairOf(sides, oldOperation.node, newOperation.node);
  const spot: Spot = {
    operation: newOperation.name,
    location: "operation",
    direction: null,
    cause,
  };
  const oldNode = oldOperation.node;
  const newNode = newOperation.node;
  const findings: Finding[] = [];
  const wasCalled = textAt(oldNode, "operationId");
  const isCalled = textAt(newNode, "operationId");
  if (wasCalled !== undefined && wasCalled !== isCalled) {
    findings.push(report("operation.id-gone", spot, { old: wasCalled }));
  } else if (wasCalled === undefined && isCalled !== undefined) {
    findings.push(report("operation.id-added", spot, { new: isCalled }));
  }
  const end = lifecycleChange(lifecycle(oldNode), lifecycle(newNode), sides.settings);
  if (end) findings.push(report(end.rule, spot, end.marks));
  if (!sameJson(oldNode["tags"], newNode["tags"])) findings.push(report("operation.tags", spot));
  const texts = ["summary", "description", "externalDocs"];
  findings.push(...compareTexts(oldNode, newNode, texts, "operation.text", spot));
  const itemTexts = ["summary", "description"];
  findings.push(
    ...compareTexts(
      oldOperation.pathItem,
      newOperation.pathItem,
      itemTexts,
      "operation.text",
      spot,
    ),
  );
  findings.push(
    ...compareStability(oldNode["x-stability-level"], newNode["x-stability-level"], spot),
  );
  return findings.concat(compareUnknown(oldNode, newNode, operationKeys, spot));
}

const stabilities = ["draft", "alpha", "beta", "stable"];

function compareStability(oldNode: unknown, newNode: unknown, spot: Spot): Finding[] {
  if (oldNode === newNode) return [];
  // Without the extension an operation counts as stable.
  const level = (value: unknown) => (value === undefined ? 3 : stabilities.indexOf(shown(value)));
  const lowered = level(newNode) < level(oldNode);
  const rule = lowered ? "operation.stability-lowered" : "operation.stability-raised";
  return [report(rule, spot, { old: shown(oldNode ?? "stable"), new: shown(newNode ?? "stable") })];
}
