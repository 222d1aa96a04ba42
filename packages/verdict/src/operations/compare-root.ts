import { isObject, type JsonObject, objectAt, sameJson, shown, textAt } from "../document/json.ts";
import { isExternal } from "../document/open-document.ts";
import { stricter } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import {
  compareTexts,
  compareUnknown,
  fromSchema,
  report,
  type Side,
  type Sides,
  type Spot,
} from "./report.ts";

const rootKeys =
  "openapi info servers paths webhooks components security tags externalDocs jsonSchemaDialect";
const infoKeys = "title summary description termsOfService contact license version";

/** What stands at the top of the document and concerns no operation. */
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

const groups = [
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "pathItems",
] as const;

/** Schemas of both documents that no operation reaches: only their exported names are used. */
export function unreachedSchemas(sides: Sides, reached: readonly ReadonlySet<string>[]): string[] {
  const newNode = componentsOf(sides.new, "schemas");
  return Object.keys(componentsOf(sides.old, "schemas")).filter(
    (name) =>
      newNode[name] !== undefined &&
      !reached.every((references) => references.has(`#/components/schemas/${name}`)),
  );
}

export function componentLocation(group: string, name: string): string {
  return `components ${group} ${name}`;
}

/**
 * What changed inside exported schemas that no operation reaches, such as the payloads of events
 * that the document does not describe. Their values may flow in both directions, and nothing
 * proves that they do: what breaks one direction is risky on the wire.
 */
export function compareUnreachedSchemas(names: readonly string[], sides: Sides): Finding[] {
  const at = (side: Side, name: string) => side.reader.source(componentsOf(side, "schemas")[name]);
  return names.flatMap((name) => {
    const spot: Spot = {
      operation: null,
      location: componentLocation("schemas", name),
      direction: null,
      cause: name,
    };
    const found = (["response", "request"] as const).flatMap((direction) =>
      fromSchema(
        sides.comparison.compare(at(sides.old, name), at(sides.new, name), direction),
        spot,
      ),
    );
    const places = new Map<string, Finding>();
    for (const finding of found) {
      const key = `${finding.rule}|${finding.location}|${finding.text}`;
      const level = stricter(finding.class, places.get(key)?.class ?? "none");
      const capped = level === "breaking" ? "risky" : level;
      places.set(key, { ...finding, class: capped });
    }
    return [...places.values()];
  });
}

/** Names that are gone; whether code could import them is for the type comparison. */
export function compareComponents(used: ReadonlySet<string>, sides: Sides): Finding[] {
  const findings: Finding[] = [];
  for (const group of groups) {
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
