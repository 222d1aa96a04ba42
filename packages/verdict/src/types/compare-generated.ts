import type ts from "typescript";
import { textAt } from "../document/json.ts";
import type { DocumentComparison } from "../operations/document-comparison.ts";
import type { PathMatching } from "../operations/match-paths.ts";
import type { PathView } from "../operations/operation-view.ts";
import type { Finding } from "../rules/finding.ts";
import type { ComparisonSettings } from "../settings.ts";
import { compareOperationTypes } from "./compare-operation-types.ts";
import type { GeneratedModule } from "./type-program.ts";
import { isNothing, propertiesOf, propertyOf } from "./type-shape.ts";

interface Modules {
  checker: ts.TypeChecker;
  old: GeneratedModule;
  now: GeneratedModule;
}

/** What TypeScript's own assignability says of two generated files, operation by operation. */
export function compareGenerated(
  modules: Modules,
  { matching, used }: Pick<DocumentComparison, "matching" | "used">,
  settings: ComparisonSettings,
): Finding[] {
  const { checker, old, now } = modules;
  const oldPaths = old.exported("paths");
  const newPaths = now.exported("paths");
  if (!oldPaths || !newPaths) return [];
  const findings: Finding[] = [];
  for (const view of matching.gone) findings.push(...pathGone(view));
  for (const { rule, old: before, now: after } of matching.pairs) {
    if (rule !== "same") {
      findings.push(...pathGone(before));
      continue;
    }
    const wasItem = propertyOf(checker, oldPaths, before.path)?.type;
    const isItem = propertyOf(checker, newPaths, after.path)?.type;
    if (!wasItem || !isItem) continue;
    for (const [method, operation] of before.operations) {
      const was = propertyOf(checker, wasItem, method)?.type;
      const is = propertyOf(checker, isItem, method)?.type;
      if (!was || isNothing(was)) continue;
      if (!is || isNothing(is)) {
        findings.push(
          structural(
            "operation.removed",
            "breaking",
            operation.name,
            "operation",
            `${operation.name} is gone.`,
          ),
        );
        continue;
      }
      const context = { checker, settings, operation: operation.name, prefix: "", reversed: false };
      findings.push(...compareOperationTypes(was, is, context));
    }
  }
  findings.push(...compareWebhookTypes(modules, settings));
  if (settings.names === "exported") {
    findings.push(...operationNames(modules, matching), ...componentNames(modules, used));
  }
  return findings;
}

function structural(
  rule: Finding["rule"],
  level: Finding["class"],
  operation: string | null,
  location: string,
  text: string,
): Finding {
  const cause = `${operation}|${location}|${text}`;
  return { rule, class: level, operation, location, direction: null, text, cause };
}

function pathGone(view: PathView): Finding[] {
  const location = `path ${view.path}`;
  return [
    structural(
      "path.removed",
      "breaking",
      null,
      location,
      `Type key paths["${view.path}"] is gone.`,
    ),
  ];
}

function operationNames({ checker, old, now }: Modules, matching: PathMatching): Finding[] {
  const before = old.exported("operations");
  const after = now.exported("operations");
  if (!before || !after) return [];
  const left = new Set(propertiesOf(checker, after).keys());
  const findings: Finding[] = [];
  for (const { old: view, now: other } of matching.pairs) {
    for (const [method, operation] of view.operations) {
      const id = textAt(operation.raw, "operationId");
      const next = other.operations.get(method);
      if (id === undefined || left.has(id) || !next) continue;
      const text = `Type operations["${id}"] is gone.`;
      findings.push(structural("operation.id-gone", "breaking", next.name, "operation", text));
    }
  }
  return findings;
}

function componentNames({ checker, old, now }: Modules, used: ReadonlySet<string>): Finding[] {
  const before = old.exported("components");
  const after = now.exported("components");
  if (!before || !after) return [];
  const findings: Finding[] = [];
  for (const [group, was] of propertiesOf(checker, before)) {
    if (isNothing(was.type)) continue;
    const is = propertyOf(checker, after, group);
    const left = is && !isNothing(is.type) ? propertiesOf(checker, is.type) : new Map();
    for (const name of propertiesOf(checker, was.type).keys()) {
      if (left.has(name)) continue;
      const text = `Type components["${group}"]["${name}"] is gone.`;
      const location = `components ${group} ${name}`;
      const level = used.has(`#/components/${group}/${name}`) ? "breaking" : "risky";
      findings.push(structural("component.removed", level, null, location, text));
    }
  }
  return findings;
}

function compareWebhookTypes(
  { checker, old, now }: Modules,
  settings: ComparisonSettings,
): Finding[] {
  const before = old.exported("webhooks");
  const after = now.exported("webhooks");
  if (!before || !after) return [];
  const findings: Finding[] = [];
  const left = propertiesOf(checker, after);
  for (const [name, was] of propertiesOf(checker, before)) {
    const location = `webhook ${name}`;
    const is = left.get(name);
    if (!is) {
      findings.push(
        structural("webhook.removed", "breaking", null, location, `Event ${name} is gone.`),
      );
      continue;
    }
    const others = propertiesOf(checker, is.type);
    for (const [method, operation] of propertiesOf(checker, was.type)) {
      if (method === "parameters" || isNothing(operation.type)) continue;
      const other = others.get(method);
      if (!other || isNothing(other.type)) {
        const text = `Event ${name} no longer arrives by ${method.toUpperCase()}.`;
        findings.push(structural("webhook.method-changed", "breaking", null, location, text));
        continue;
      }
      const context = {
        checker,
        settings,
        operation: null,
        prefix: `${location} `,
        reversed: true,
      };
      findings.push(...compareOperationTypes(operation.type, other.type, context));
    }
  }
  return findings;
}
