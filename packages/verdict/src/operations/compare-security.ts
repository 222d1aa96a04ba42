import {
  isObject,
  type JsonObject,
  listAt,
  objectAt,
  shown,
  stableText,
} from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import type { OperationView } from "./operation-view.ts";
import { report, type Side, type Sides, type Spot } from "./report.ts";

/** Scheme to the scopes it must carry; all schemes of one alternative are needed together. */
type Alternative = ReadonlyMap<string, ReadonlySet<string>>;

export function compareSecurity(
  oldOperation: OperationView,
  newOperation: OperationView,
  renames: ReadonlyMap<string, string>,
  sides: Sides,
): Finding[] {
  const oldAlternatives = alternatives(oldOperation.raw, sides.old, renames);
  const newAlternatives = alternatives(newOperation.raw, sides.new, new Map());
  const spot: Spot = {
    operation: newOperation.name,
    location: "security",
    direction: "request",
    cause: `${texts(oldAlternatives)}>${texts(newAlternatives)}`,
  };
  const oldOpen = oldAlternatives.some((alternative) => alternative.size === 0);
  const newOpen = newAlternatives.some((alternative) => alternative.size === 0);
  if (oldOpen && newOpen) return [];
  if (oldOpen) return [report("security.required", spot)];
  if (newOpen) return [report("security.anonymous", spot)];
  const findings: Finding[] = [];
  const edited = new Set<Alternative>();
  for (const alternative of oldAlternatives) {
    if (newAlternatives.some((other) => suffices(alternative, other))) continue;
    const next = nearest(alternative, newAlternatives);
    if (!next) {
      findings.push(report("security.alternative-removed", spot, { old: nameOf(alternative) }));
      continue;
    }
    edited.add(next);
    const schemes = [...next.keys()].filter((scheme) => !alternative.has(scheme));
    if (schemes.length > 0) {
      findings.push(report("security.conjunct-added", spot, { new: schemes.join(" and ") }));
    }
    for (const [scheme, scopes] of alternative) {
      const fresh = [...(next.get(scheme) ?? [])].filter((scope) => !scopes.has(scope));
      if (fresh.length > 0)
        findings.push(report("security.scope-added", spot, { new: fresh.join(", ") }));
    }
  }
  for (const alternative of newAlternatives) {
    if (edited.has(alternative) || oldAlternatives.some((other) => suffices(alternative, other)))
      continue;
    findings.push(...eased(alternative, oldAlternatives, spot));
  }
  return findings;
}

/** What a new alternative makes easier. */
function eased(
  newAlternative: Alternative,
  oldAlternatives: readonly Alternative[],
  spot: Spot,
): Finding[] {
  const wider = oldAlternatives.find((other) => suffices(other, newAlternative));
  if (!wider) return [report("security.alternative-added", spot, { new: nameOf(newAlternative) })];
  const schemes = [...wider.keys()].filter((scheme) => !newAlternative.has(scheme));
  if (schemes.length > 0) {
    return [report("security.conjunct-dropped", spot, { old: schemes.join(" and ") })];
  }
  const scopes = [...wider].flatMap(([scheme, all]) =>
    [...all].filter((scope) => !newAlternative.get(scheme)?.has(scope)),
  );
  return [report("security.scope-dropped", spot, { old: scopes.join(", ") })];
}

/** Do credentials made for one alternative satisfy the other? */
function suffices(credentials: Alternative, needed: Alternative): boolean {
  return [...needed].every(([scheme, scopes]) => {
    const held = credentials.get(scheme);
    return held !== undefined && [...scopes].every((scope) => held.has(scope));
  });
}

/** The alternative that asks for the same schemes, and perhaps more. */
function nearest(
  alternative: Alternative,
  newAlternatives: readonly Alternative[],
): Alternative | undefined {
  return [...newAlternatives]
    .sort((a, b) => a.size - b.size)
    .find((other) => [...alternative.keys()].every((scheme) => other.has(scheme)));
}

function alternatives(
  operation: JsonObject,
  side: Side,
  renames: ReadonlyMap<string, string>,
): Alternative[] {
  const own = operation["security"];
  const list = Array.isArray(own) ? own : listAt(side.document.root, "security");
  if (list.length === 0) return [new Map()];
  return list
    .filter(isObject)
    .map(
      (entry) =>
        new Map(
          Object.entries(entry).map(([scheme, scopes]) => [
            renames.get(scheme) ?? scheme,
            new Set(Array.isArray(scopes) ? scopes.map(shown) : []),
          ]),
        ),
    );
}

function nameOf(alternative: Alternative): string {
  return [...alternative.keys()].join(" with ") || "no credentials";
}

function texts(list: readonly Alternative[]): string {
  return stableText(
    list.map((one) => [...one].map(([scheme, scopes]) => [scheme, [...scopes].sort()])),
  );
}

/** Schemes that every call can meet; the others nobody uses. */
export function usedSchemes(side: Side, operations: Iterable<OperationView>): Set<string> {
  const used = new Set<string>();
  for (const { raw } of operations) {
    for (const alternative of alternatives(raw, side, new Map())) {
      for (const scheme of alternative.keys()) used.add(scheme);
    }
  }
  return used;
}

export function schemesOf(side: Side): Map<string, JsonObject> {
  const schemes = objectAt(objectAt(side.document.root, "components"), "securitySchemes");
  return new Map(
    Object.entries(schemes).map(([name, node]) => {
      const scheme = side.document.follow(node);
      return [name, isObject(scheme) ? scheme : {}];
    }),
  );
}
