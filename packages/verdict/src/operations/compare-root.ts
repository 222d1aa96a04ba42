import { isObject, type JsonObject, objectAt, sameJson, shown, textAt } from "../document/json.ts";
import { isExternal } from "../document/open-document.ts";
import type { Finding } from "../rules/finding.ts";
import { componentGroups, componentLocation, componentsOf } from "./compare-unreached.ts";
import {
  compareTexts,
  compareUnknown,
  report,
  type Side,
  type Sides,
  type Spot,
} from "./report.ts";

const rootKeys =
  "openapi info servers paths webhooks components security tags externalDocs jsonSchemaDialect";
const infoKeys = "title summary description termsOfService contact license version";

/** The keys at the top of the document that concern no operation. */
export function compareRoot(oldNode: JsonObject, newNode: JsonObject): Finding[] {
  const spot: Spot = { operation: null, location: "info", direction: null, cause: "info" };
  const top: Spot = { ...spot, location: "document", cause: "document" };
  const oldValue = objectAt(oldNode, "info");
  const newValue = objectAt(newNode, "info");
  const findings: Finding[] = [];
  const version = (info: JsonObject) => shown(info["version"] ?? "");
  if (version(oldValue) !== version(newValue)) {
    findings.push(report("info.version", spot, { new: version(newValue) }));
  }
  const texts = infoKeys.split(" ").filter((key) => key !== "version");
  findings.push(...compareTexts(oldValue, newValue, texts, "info.text", spot));
  findings.push(...compareTexts(oldNode, newNode, ["tags", "externalDocs"], "info.text", top));
  const dialect = (root: JsonObject) =>
    textAt(root, "jsonSchemaDialect") ?? "https://spec.openapis.org/oas/3.1/dialect/base";
  if (!sameJson(dialect(oldNode), dialect(newNode))) {
    findings.push(report("dialect.changed", top, { new: dialect(newNode) }));
  }
  return [
    ...findings,
    ...compareUnknown(oldValue, newValue, infoKeys, spot),
    ...compareUnknown(oldNode, newNode, rootKeys, top),
  ];
}

/** Names that are gone; whether code could import them is for the type comparison. */
export function compareComponents(used: ReadonlySet<string>, sides: Sides): Finding[] {
  const findings: Finding[] = [];
  for (const group of componentGroups) {
    const newNode = componentsOf(sides.new, group);
    for (const name of Object.keys(componentsOf(sides.old, group))) {
      if (newNode[name] !== undefined) continue;
      const inUse = used.has(`#/components/${group}/${name}`);
      const spot = {
        operation: null,
        location: componentLocation(group, name),
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

/** Everything that operations and webhooks reach. */
export function referencesIn({ document }: Side): Set<string> {
  const found = new Set<string>();
  const visited = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || visited.has(node)) return;
    visited.add(node);
    if (isObject(node) && typeof node["$ref"] === "string" && !isExternal(node["$ref"])) {
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
