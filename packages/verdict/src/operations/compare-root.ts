import { type JsonObject, objectAt, sameJson, shown, textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareTexts, compareUnknown } from "./compare-unknown.ts";
import { report, type Spot } from "./sides.ts";

const rootKeys =
  "openapi info servers paths webhooks components security tags externalDocs jsonSchemaDialect";
const infoKeys = "title summary description termsOfService contact license version";

/** What stands at the top of the document and concerns no operation. */
export function compareRoot(before: JsonObject, after: JsonObject): Finding[] {
  const spot: Spot = { operation: null, location: "info", direction: null, cause: "info" };
  const top: Spot = { ...spot, location: "document", cause: "document" };
  const old = objectAt(before, "info");
  const now = objectAt(after, "info");
  const findings: Finding[] = [];
  const version = (info: JsonObject) => shown(info["version"] ?? "");
  if (version(old) !== version(now)) {
    findings.push(report("info.version", spot, { new: version(now) }));
  }
  const texts = infoKeys.split(" ").filter((key) => key !== "version");
  findings.push(...compareTexts(old, now, texts, "info.text", spot));
  findings.push(...compareTexts(before, after, ["tags", "externalDocs"], "info.text", top));
  const dialect = (root: JsonObject) =>
    textAt(root, "jsonSchemaDialect") ?? "https://spec.openapis.org/oas/3.1/dialect/base";
  if (!sameJson(dialect(before), dialect(after))) {
    findings.push(report("dialect.changed", top, { new: dialect(after) }));
  }
  return [
    ...findings,
    ...compareUnknown(old, now, infoKeys, spot),
    ...compareUnknown(before, after, rootKeys, top),
  ];
}
