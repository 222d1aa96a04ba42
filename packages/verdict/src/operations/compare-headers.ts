import { isObject, type JsonObject, objectAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareParameterSchema } from "./compare-parameter-schema.ts";
import { compareTexts } from "./compare-unknown.ts";
import { headerLocation } from "./location.ts";
import { pairOf, report, type Sides, type Spot } from "./sides.ts";

export function compareHeaders(
  before: JsonObject,
  after: JsonObject,
  status: string,
  around: Spot,
  sides: Sides,
): Finding[] {
  const byName = (raw: JsonObject) =>
    new Map(
      Object.entries(objectAt(raw, "headers")).map(([name, node]) => [
        name.toLowerCase(),
        { name, node },
      ]),
    );
  const old = byName(before);
  const now = byName(after);
  const findings: Finding[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(key);
    const is = now.get(key);
    const pair = pairOf(sides, was?.node, is?.node);
    const location = headerLocation(status, key);
    const spot = { ...around, location, cause: `${pair.cause}|${around.cause}` };
    const name = is?.name ?? was?.name ?? key;
    const required = (node: unknown) => isObject(node) && node["required"] === true;
    const harmless = key === "content-type" ? { class: "none" as const } : {};
    if (!was) {
      const rule = key === "content-type" ? "header.content-type" : "header.added";
      findings.push(report(rule, spot, { name }));
      continue;
    }
    if (!is) {
      const rule = required(pair.old) ? "header.required-removed" : "header.optional-removed";
      findings.push(report(rule, spot, { name }, harmless));
      continue;
    }
    if (was.name !== is.name) {
      findings.push(report("header.name-case", spot, { old: was.name, new: is.name }));
    }
    if (required(pair.old) && !required(pair.now)) {
      findings.push(report("header.required-to-optional", spot, { name }));
    }
    if (!required(pair.old) && required(pair.now)) {
      findings.push(report("header.optional-to-required", spot, { name }));
    }
    if (isObject(pair.old) && isObject(pair.now)) {
      findings.push(...compareParameterSchema(pair.old, pair.now, name, spot, sides));
      const texts = ["description", "example", "examples"];
      findings.push(
        ...compareTexts(pair.old, pair.now, texts, "parameter.text", {
          ...spot,
          direction: "request",
        }).map((finding) => ({ ...finding, direction: "response" as const })),
      );
    }
  }
  return findings;
}
