import type { Operation } from "@shared/openapi-model/model.ts";
import { shown, stableText } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { report, type Side, type Spot } from "./report.ts";

/** Scheme to the scopes it must carry; all schemes of one alternative are needed together. */
type Alternative = ReadonlyMap<string, ReadonlySet<string>>;

export function compareSecurity(
  oldOperation: Operation,
  newOperation: Operation,
  renames: ReadonlyMap<string, string>,
): Finding[] {
  const oldAlternatives = alternatives(oldOperation, renames);
  const newAlternatives = alternatives(newOperation);
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
  const joined = new Map<Alternative, string[][]>();
  for (const alternative of oldAlternatives) {
    if (newAlternatives.some((other) => suffices(alternative, other))) continue;
    const next = nearest(alternative, newAlternatives);
    if (!next) {
      findings.push(report("security.alternative-removed", spot, { old: nameOf(alternative) }));
      continue;
    }
    edited.add(next);
    const schemes = [...next.keys()].filter((scheme) => !alternative.has(scheme));
    if (schemes.length > 0) joined.set(next, [...(joined.get(next) ?? []), schemes]);
    for (const [scheme, scopes] of alternative) {
      const fresh = [...(next.get(scheme) ?? [])].filter((scope) => !scopes.has(scope));
      if (fresh.length > 0)
        findings.push(report("security.scope-added", spot, { new: fresh.join(", ") }));
    }
  }
  for (const [alternative, schemes] of joined) {
    // Of several alternatives one was enough.
    const all = schemes.length > 1 ? [...alternative.keys()] : schemes.flat();
    const text = `Needs ${all.join(" and ")} together.`;
    const override = schemes.length > 1 ? { text } : {};
    findings.push(report("security.conjunct-added", spot, { new: all.join(" and ") }, override));
  }
  const easier: Finding[] = [];
  for (const alternative of newAlternatives) {
    if (edited.has(alternative) || oldAlternatives.some((other) => suffices(alternative, other)))
      continue;
    easier.push(...eased(alternative, oldAlternatives, spot));
  }
  const dropped = easier.filter(({ rule }) => rule === "security.conjunct-dropped");
  if (dropped.length < 2) return [...findings, ...easier];
  const enough = newAlternatives.map(nameOf).join(" or ");
  const text = `Only ${enough} is needed.`;
  const one = report("security.conjunct-dropped", spot, { old: enough }, { text });
  return [...findings, one, ...easier.filter((finding) => !dropped.includes(finding))];
}

/** The effect of a new alternative. */
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

/** Whether credentials for one alternative satisfy the other. */
function suffices(credentials: Alternative, needed: Alternative): boolean {
  return [...needed].every(([scheme, scopes]) => {
    const held = credentials.get(scheme);
    return held !== undefined && [...scopes].every((scope) => held.has(scope));
  });
}

/** The alternative that needs the same schemes, and perhaps more. */
function nearest(
  alternative: Alternative,
  newAlternatives: readonly Alternative[],
): Alternative | undefined {
  return [...newAlternatives]
    .sort((a, b) => a.size - b.size)
    .find((other) => [...alternative.keys()].every((scheme) => other.has(scheme)));
}

function alternatives(
  { security }: Operation,
  renames: ReadonlyMap<string, string> = new Map(),
): Alternative[] {
  if (security.length === 0) return [new Map()];
  return security.map(
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

/** Schemes that a call can meet; the others have no effect. */
export function usedSchemes({ document }: Side): Set<string> {
  const all = document.model.operations.flatMap((operation) => alternatives(operation));
  return new Set(all.flatMap((alternative) => [...alternative.keys()]));
}
