import { isObject, objectAt, shown } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { report, type Side, type Sides } from "./sides.ts";

const groups = [
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "pathItems",
] as const;

/** Names that are gone; whether anybody could have imported them the types witness knows. */
export function compareComponents(used: ReadonlySet<string>, sides: Sides): Finding[] {
  const findings: Finding[] = [];
  for (const group of groups) {
    const now = componentsOf(sides.new, group);
    for (const name of Object.keys(componentsOf(sides.old, group))) {
      if (now[name] !== undefined) continue;
      const inUse = used.has(`#/components/${group}/${name}`);
      const spot = {
        operation: null,
        location: `components ${group} ${name}`,
        direction: null,
        cause: `${group} ${name}`,
      };
      const text = `Type components["${group}"]["${name}"] is gone${inUse ? "" : "; no operation used it"}.`;
      findings.push(
        report(
          inUse ? "component.removed" : "component.unused-removed",
          spot,
          { old: name },
          { text },
        ),
      );
    }
  }
  return findings;
}

function componentsOf(side: Side, group: string) {
  return objectAt(objectAt(side.document.root, "components"), group);
}

/** Everything that operations and webhooks reach. */
export function referencesIn({ document }: Side): Set<string> {
  const found = new Set<string>();
  const visited = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || visited.has(node)) return;
    visited.add(node);
    if (isObject(node) && typeof node["$ref"] === "string" && !document.isExternal(node["$ref"])) {
      found.add(node["$ref"]);
      visit(document.target(node["$ref"]));
    }
    if (isObject(node) && isObject(node["discriminator"])) {
      for (const target of Object.values(objectAt(node["discriminator"], "mapping"))) {
        const reference = shown(target);
        const full = reference.startsWith("#") ? reference : `#/components/schemas/${reference}`;
        found.add(full);
        visit(document.target(full));
      }
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(document.root["paths"]);
  visit(document.root["webhooks"]);
  return found;
}
