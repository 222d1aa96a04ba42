import type { Server } from "@shared/openapi-model/servers.ts";
import { type JsonObject, listAt, objectAt, shown, textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { pathOfUrl } from "./match-paths.ts";
import { report, type Spot } from "./report.ts";

/** Two lists of servers; where paths carry the prefix now, the same URLs are served. */
export function compareServers(
  oldServers: readonly Server[],
  newServers: readonly Server[],
  operation: string | null,
  prefixMoved = false,
): Finding[] {
  const spot: Spot = { operation, location: "servers", direction: "request", cause: "servers" };
  const urls = (servers: readonly Server[]) => servers.map(({ template }) => normal(template));
  const oldUrls = urls(oldServers);
  const newUrls = urls(newServers);
  const findings: Finding[] = [];
  const [first = "/"] = oldUrls;
  const [next = "/"] = newUrls;
  const bases = new Set(newUrls.map(pathOfUrl));
  const baseGone = !oldUrls.some((url) => bases.has(pathOfUrl(url)));
  if (prefixMoved && hostOf(first) === hostOf(next)) {
    // Reported with the paths.
  } else if (baseGone) {
    const marks = { old: pathOfUrl(first) || "/", new: pathOfUrl(next) || "/" };
    findings.push(report("servers.base-path-gone", spot, marks));
  } else {
    if (first !== next)
      findings.push(report("servers.first-changed", spot, { old: first, new: next }));
    for (const url of oldUrls) {
      if (url !== first && !newUrls.includes(url))
        findings.push(report("servers.removed", spot, { old: url }));
    }
    if (first !== next && !newUrls.includes(first) && oldUrls.length > 1) {
      findings.push(report("servers.removed", spot, { old: first }));
    }
    for (const url of newUrls) {
      if (url !== next && !oldUrls.includes(url))
        findings.push(report("servers.added", spot, { new: url }));
    }
  }
  for (const { template, node } of oldServers) {
    const same = newServers.find((other) => other.template === template);
    const variables = (server: JsonObject | undefined) => objectAt(server, "variables");
    if (same) findings.push(...compareVariables(variables(node), variables(same.node), spot));
  }
  return findings;
}

function normal(url: string): string {
  const plain = url.replace(/\/+$/, "");
  return plain === "" ? "/" : plain.replace(/^[a-z]+:\/\/[^/]+/i, (origin) => origin.toLowerCase());
}

function hostOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i.exec(url)?.[0] ?? "";
}

function compareVariables(oldNode: JsonObject, newNode: JsonObject, spot: Spot): Finding[] {
  const findings: Finding[] = [];
  for (const [name, oldValue] of Object.entries(oldNode)) {
    const newValue = newNode[name];
    const oldText = textAt(oldValue, "default") ?? "";
    if (newValue === undefined) {
      findings.push(
        report("server-variable.default-changed", spot, { name, old: oldText, new: "gone" }),
      );
      continue;
    }
    const newText = textAt(newValue, "default") ?? "";
    if (oldText !== newText) {
      findings.push(
        report("server-variable.default-changed", spot, { name, old: oldText, new: newText }),
      );
    }
    const had = listAt(oldValue, "enum").map(shown);
    const has = listAt(newValue, "enum").map(shown);
    const freed = has.length === 0;
    for (const value of had) {
      if (!freed && !has.includes(value)) {
        findings.push(report("server-variable.value-withdrawn", spot, { name, old: value }));
      }
    }
    for (const value of has) {
      if (had.length > 0 && !had.includes(value)) {
        findings.push(report("server-variable.value-added", spot, { name, new: value }));
      }
    }
    if (had.length === 0 && !freed) {
      findings.push(
        report("server-variable.value-withdrawn", spot, { name, old: "anything else" }),
      );
    }
  }
  return findings;
}
