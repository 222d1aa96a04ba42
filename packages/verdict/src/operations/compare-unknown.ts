import { isObject, sameJson } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { report, type Spot } from "./sides.ts";

/** Extensions and keys nobody has heard of: told, and not taken for harmless without a reason. */
export function compareUnknown(
  before: unknown,
  after: unknown,
  known: string,
  spot: Spot,
): Finding[] {
  const old = isObject(before) ? before : {};
  const now = isObject(after) ? after : {};
  const names = new Set([...known.split(" "), "x-sunset", "x-stability-level"]);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !names.has(key) && !sameJson(old[key], now[key]))
    .map((key) =>
      report(key.startsWith("x-") ? "extension.unknown" : "keyword.unknown", spot, { key }),
    );
}

/** Texts that only people read. */
export function compareTexts(
  before: unknown,
  after: unknown,
  keys: readonly string[],
  rule: Parameters<typeof report>[0],
  spot: Spot,
): Finding[] {
  const old = isObject(before) ? before : {};
  const now = isObject(after) ? after : {};
  const changed = keys.some((key) => !sameJson(old[key], now[key]));
  return changed ? [report(rule, spot)] : [];
}
