import { type JsonObject, objectAt, sameJson, textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import type { RuleId } from "../rules/rules.ts";
import { schemesOf } from "./compare-security.ts";
import { compareUnknown, report, type Sides, type Spot } from "./report.ts";

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
  const old = schemesOf(sides.old);
  const now = schemesOf(sides.new);
  const findings: Finding[] = [];
  const renames = new Map<string, string>();
  for (const [name, scheme] of old) {
    const spot: Spot = {
      operation: null,
      location: `security scheme ${name}`,
      direction: "request",
      cause: name,
    };
    const same = now.get(name);
    if (same) {
      if (usedOld.has(name) || usedNew.has(name))
        findings.push(...compareScheme(scheme, same, name, spot));
      continue;
    }
    const content = meaning(scheme);
    const twin = [...now].find(([other, is]) => !old.has(other) && sameJson(meaning(is), content));
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

function compareScheme(old: JsonObject, now: JsonObject, name: string, spot: Spot): Finding[] {
  const kind = (scheme: JsonObject) =>
    [textAt(scheme, "type"), textAt(scheme, "scheme")?.toLowerCase()].filter(Boolean).join(" ");
  if (kind(old) !== kind(now)) {
    return [report("scheme.type", spot, { name, old: kind(old), new: kind(now) })];
  }
  const findings: Finding[] = [];
  const text = (scheme: JsonObject, key: string) => textAt(scheme, key) ?? "";
  const keyName = (scheme: JsonObject) =>
    text(scheme, "in") === "header" ? text(scheme, "name").toLowerCase() : text(scheme, "name");
  if (text(old, "in") !== text(now, "in") || keyName(old) !== keyName(now)) {
    findings.push(
      report("scheme.api-key", spot, { new: `${text(now, "in")} ${text(now, "name")}` }),
    );
  }
  if (text(old, "openIdConnectUrl") !== text(now, "openIdConnectUrl")) {
    const marks = { key: "openIdConnectUrl", new: text(now, "openIdConnectUrl") };
    findings.push(report("scheme.url", spot, marks));
  }
  findings.push(...compareFlows(objectAt(old, "flows"), objectAt(now, "flows"), spot));
  if (["bearerFormat", "description"].some((key) => text(old, key) !== text(now, key))) {
    findings.push(report("scheme.text", spot));
  }
  return findings.concat(compareUnknown(old, now, known, spot));
}

function compareFlows(before: JsonObject, after: JsonObject, spot: Spot): Finding[] {
  const findings: Finding[] = [];
  const say = (rule: RuleId, marks: Record<string, string>) =>
    findings.push(
      report(rule, { ...spot, cause: `${spot.cause}|${Object.values(marks).join()}` }, marks),
    );
  for (const flow of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[flow];
    const now = after[flow];
    if (flow.startsWith("x-")) continue;
    if (old === undefined) say("scheme.flow-added", { new: flow });
    else if (now === undefined) say("scheme.flow-removed", { old: flow });
    else {
      for (const key of ["authorizationUrl", "tokenUrl", "refreshUrl"]) {
        const url = textAt(now, key);
        if (textAt(old, key) !== url) say("scheme.url", { key, new: url ?? "none" });
      }
      if (!sameJson(objectAt(old, "scopes"), objectAt(now, "scopes"))) say("scheme.scope-list", {});
    }
  }
  return findings;
}
