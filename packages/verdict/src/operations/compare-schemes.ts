import { grouped } from "@shared/openapi-model/grouped.ts";
import { type JsonObject, objectAt, sameJson, stableText, textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import type { RuleId } from "../rules/rules.ts";
import { compareUnknown, report, type Side, type Sides, type Spot } from "./report.ts";

const known = "type description name in scheme bearerFormat flows openIdConnectUrl";

export interface SchemeComparison {
  findings: Finding[];
  /** Old names of schemes that only changed their name. */
  renames: ReadonlyMap<string, string>;
}

export function compareSchemes(
  usedOld: ReadonlySet<string>,
  usedNew: ReadonlySet<string>,
  sides: Sides,
): SchemeComparison {
  const oldSchemes = schemesOf(sides.old);
  const newSchemes = schemesOf(sides.new);
  const findings: Finding[] = [];
  const renames = new Map<string, string>();
  const come = [...newSchemes].filter(([name]) => !oldSchemes.has(name));
  const byMeaning = grouped(come, ([, scheme]) => stableText(meaning(scheme)));
  for (const [name, scheme] of oldSchemes) {
    const spot: Spot = {
      operation: null,
      location: `security scheme ${name}`,
      direction: "request",
      cause: name,
    };
    const same = newSchemes.get(name);
    if (same) {
      if (usedOld.has(name) || usedNew.has(name))
        findings.push(...compareScheme(scheme, same, name, spot));
      continue;
    }
    const [twin] = byMeaning.get(stableText(meaning(scheme))) ?? [];
    if (twin) {
      renames.set(name, twin[0]);
      findings.push(report("scheme.renamed", spot, { old: name, new: twin[0] }));
    } else if (!usedOld.has(name)) {
      findings.push(report("scheme.unused", spot));
    }
  }
  return { findings, renames };
}

function meaning(scheme: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(scheme).filter(([key]) => key !== "description"));
}

function compareScheme(
  oldNode: JsonObject,
  newNode: JsonObject,
  name: string,
  spot: Spot,
): Finding[] {
  const kind = (scheme: JsonObject) =>
    [textAt(scheme, "type"), textAt(scheme, "scheme")?.toLowerCase()].filter(Boolean).join(" ");
  if (kind(oldNode) !== kind(newNode)) {
    return [report("scheme.type", spot, { name, old: kind(oldNode), new: kind(newNode) })];
  }
  const findings: Finding[] = [];
  const text = (scheme: JsonObject, key: string) => textAt(scheme, key) ?? "";
  const keyName = (scheme: JsonObject) =>
    text(scheme, "in") === "header" ? text(scheme, "name").toLowerCase() : text(scheme, "name");
  if (text(oldNode, "in") !== text(newNode, "in") || keyName(oldNode) !== keyName(newNode)) {
    const sentAs = (scheme: JsonObject) => `${text(scheme, "in")} ${text(scheme, "name")}`;
    findings.push(report("scheme.api-key", spot, { old: sentAs(oldNode), new: sentAs(newNode) }));
  }
  if (text(oldNode, "openIdConnectUrl") !== text(newNode, "openIdConnectUrl")) {
    const marks = { key: "openIdConnectUrl", new: text(newNode, "openIdConnectUrl") };
    findings.push(report("scheme.url", spot, marks));
  }
  findings.push(...compareFlows(objectAt(oldNode, "flows"), objectAt(newNode, "flows"), spot));
  if (["bearerFormat", "description"].some((key) => text(oldNode, key) !== text(newNode, key))) {
    findings.push(report("scheme.text", spot));
  }
  return findings.concat(compareUnknown(oldNode, newNode, known, spot));
}

function compareFlows(oldNode: JsonObject, newNode: JsonObject, spot: Spot): Finding[] {
  const findings: Finding[] = [];
  const say = (rule: RuleId, marks: Record<string, string>) =>
    findings.push(
      report(rule, { ...spot, cause: `${spot.cause}|${Object.values(marks).join()}` }, marks),
    );
  for (const flow of new Set([...Object.keys(oldNode), ...Object.keys(newNode)])) {
    const oldValue = oldNode[flow];
    const newValue = newNode[flow];
    if (flow.startsWith("x-")) continue;
    if (oldValue === undefined) say("scheme.flow-added", { new: flow });
    else if (newValue === undefined) say("scheme.flow-removed", { old: flow });
    else {
      for (const key of ["authorizationUrl", "tokenUrl", "refreshUrl"]) {
        const url = textAt(newValue, key);
        if (textAt(oldValue, key) !== url) say("scheme.url", { key, new: url ?? "none" });
      }
      if (!sameJson(objectAt(oldValue, "scopes"), objectAt(newValue, "scopes")))
        say("scheme.scope-list", {});
    }
  }
  return findings;
}

function schemesOf({ document }: Side): Map<string, JsonObject> {
  return new Map([...document.model.securitySchemes].map(([name, { node }]) => [name, node]));
}
