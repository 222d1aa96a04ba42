import type ts from "typescript";
import { textAt } from "../document/json.ts";
import {
  type ComponentGroup,
  componentLocation,
  type UnreachedComponent,
} from "../operations/compare-unreached.ts";
import type { DocumentComparison } from "../operations/document-comparison.ts";
import type { PathMatching } from "../operations/match-paths.ts";
import type { PathView } from "../operations/operation-view.ts";
import type { Direction } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import type { ComparisonSettings } from "../settings.ts";
import { compareOperationTypes } from "./compare-operation-types.ts";
import type { CleanPairs } from "./compare-types.ts";
import { comparePair } from "./operation-types.ts";
import type { GeneratedModule } from "./type-program.ts";
import { isNothing, propertiesOf, propertyOf } from "./type-shape.ts";

interface Modules {
  checker: ts.TypeChecker;
  clean: CleanPairs;
  old: GeneratedModule;
  new: GeneratedModule;
}

/** Compares two generated files by TypeScript's assignability, operation by operation. */
export function compareGenerated(
  modules: Modules,
  { matching, used, unreached }: Pick<DocumentComparison, "matching" | "used" | "unreached">,
  settings: ComparisonSettings,
): Finding[] {
  const { checker, clean, old: oldModule, new: newModule } = modules;
  const oldPaths = oldModule.exported("paths");
  const newPaths = newModule.exported("paths");
  if (!oldPaths || !newPaths) return [];
  const findings = matching.gone.map(pathGone);
  for (const { rule, old: oldPath, new: newPath } of matching.pairs) {
    if (rule !== "same") {
      findings.push(pathGone(oldPath));
      continue;
    }
    const wasItem = propertyOf(checker, oldPaths, oldPath.path)?.type;
    const isItem = propertyOf(checker, newPaths, newPath.path)?.type;
    if (!wasItem || !isItem) continue;
    for (const [method, { name }] of oldPath.operations) {
      const oldType = propertyOf(checker, wasItem, method)?.type;
      const newType = propertyOf(checker, isItem, method)?.type;
      if (!oldType || isNothing(oldType)) continue;
      if (!newType || isNothing(newType)) {
        findings.push(
          structural("operation.removed", "breaking", name, "operation", `${name} is gone.`),
        );
        continue;
      }
      const context = { checker, clean, settings, operation: name, prefix: "", reversed: false };
      findings.push(...compareOperationTypes(oldType, newType, context));
    }
  }
  const more = compareWebhookTypes(modules, settings);
  if (settings.names !== "exported") return [...findings, ...more];
  return [
    ...findings,
    ...more,
    ...operationNames(modules, matching),
    ...componentNames(modules, used),
    ...exportedComponents(modules, unreached, settings),
  ];
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

function pathGone({ path }: PathView): Finding {
  const text = `Type key paths["${path}"] is gone.`;
  return structural("path.removed", "breaking", null, `path ${path}`, text);
}

function operationNames(
  { checker, old: oldModule, new: newModule }: Modules,
  matching: PathMatching,
): Finding[] {
  const oldType = oldModule.exported("operations");
  const newType = newModule.exported("operations");
  if (!oldType || !newType) return [];
  const left = new Set(propertiesOf(checker, newType).keys());
  const findings: Finding[] = [];
  for (const { old: view, new: other } of matching.pairs) {
    for (const [method, operation] of view.operations) {
      const id = textAt(operation.node, "operationId");
      const next = other.operations.get(method);
      if (id === undefined || left.has(id) || !next) continue;
      const text = `Type operations["${id}"] is gone.`;
      findings.push(structural("operation.id-gone", "breaking", next.name, "operation", text));
    }
  }
  return findings;
}

function componentNames(
  { checker, old: oldModule, new: newModule }: Modules,
  used: ReadonlySet<string>,
): Finding[] {
  const oldType = oldModule.exported("components");
  const newType = newModule.exported("components");
  if (!oldType || !newType) return [];
  const findings: Finding[] = [];
  for (const [group, oldProperty] of propertiesOf(checker, oldType)) {
    if (isNothing(oldProperty.type)) continue;
    const newProperty = propertyOf(checker, newType, group);
    const left =
      newProperty && !isNothing(newProperty.type)
        ? propertiesOf(checker, newProperty.type)
        : new Map();
    for (const name of propertiesOf(checker, oldProperty.type).keys()) {
      if (left.has(name)) continue;
      const text = `Type components["${group}"]["${name}"] is gone.`;
      const location = `components ${group} ${name}`;
      const level = used.has(`#/components/${group}/${name}`) ? "breaking" : "risky";
      findings.push(structural("component.removed", level, null, location, text));
    }
  }
  return findings;
}

/** Exported types that no operation uses: code may write the values of a schema, and read them. */
function exportedComponents(
  { checker, clean, old: oldModule, new: newModule }: Modules,
  unreached: readonly UnreachedComponent[],
  settings: ComparisonSettings,
): Finding[] {
  const groupOf = (module: GeneratedModule, group: string) =>
    propertyOf(checker, module.exported("components"), group)?.type ?? null;
  const context = { checker, clean, settings, operation: null, prefix: "", reversed: false };
  return unreached.flatMap(({ group, name }) => {
    const oldType = propertyOf(checker, groupOf(oldModule, group), name)?.type;
    const newType = propertyOf(checker, groupOf(newModule, group), name)?.type;
    if (!oldType || !newType) return [];
    const location = componentLocation(group, name);
    return directionsOf[group].flatMap((direction) =>
      comparePair(oldType, newType, direction, location, context).map((finding) => ({
        ...finding,
        location: withoutContent(finding.location, location),
        direction: null,
      })),
    );
  });
}

const directionsOf: Readonly<Record<ComponentGroup, readonly Direction[]>> = {
  schemas: ["response", "request"],
  responses: ["response"],
  headers: ["response"],
  parameters: ["request"],
  requestBodies: ["request"],
  pathItems: ["response", "request"],
};

/** The documents' comparison names only media types other than JSON. */
function withoutContent(location: string, base: string): string {
  const inner = location.slice(base.length).replace(/^ content\.application\/json\.?/, " ");
  return `${base}${inner === " " ? "" : inner}`;
}

function compareWebhookTypes(
  { checker, clean, old: oldModule, new: newModule }: Modules,
  settings: ComparisonSettings,
): Finding[] {
  const oldType = oldModule.exported("webhooks");
  const newType = newModule.exported("webhooks");
  if (!oldType || !newType) return [];
  const findings: Finding[] = [];
  const left = propertiesOf(checker, newType);
  for (const [name, oldProperty] of propertiesOf(checker, oldType)) {
    const location = `webhook ${name}`;
    const newProperty = left.get(name);
    if (!newProperty) {
      findings.push(
        structural("webhook.removed", "breaking", null, location, `Event ${name} is gone.`),
      );
      continue;
    }
    const others = propertiesOf(checker, newProperty.type);
    for (const [method, operation] of propertiesOf(checker, oldProperty.type)) {
      if (method === "parameters" || isNothing(operation.type)) continue;
      const other = others.get(method);
      if (!other || isNothing(other.type)) {
        const text = `Event ${name} no longer arrives by ${method.toUpperCase()}.`;
        findings.push(structural("webhook.method-changed", "breaking", null, location, text));
        continue;
      }
      const context = {
        checker,
        clean,
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
