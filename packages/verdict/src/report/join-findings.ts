import { type ChangeClass, rank, stricter } from "../rules/change-class.ts";
import { type Finding, ruleOf } from "../rules/finding.ts";

/** A finding with its class in each comparison. */
export interface Joined extends Finding {
  wire: ChangeClass;
  types: ChangeClass;
}

/** The stricter wins; a finding of the types joins the document's finding at the same place. */
export function joinFindings(wire: readonly Finding[], types: readonly Finding[]): Joined[] {
  const joined: Joined[] = wire.map((finding) => ({
    ...finding,
    wire: finding.class,
    types: "none",
  }));
  const byPlace = new Map<string, Joined[]>();
  for (const finding of joined) {
    const key = placeOf(finding);
    byPlace.set(key, [...(byPlace.get(key) ?? []), finding]);
  }
  const byOperation = new Map<string | null, Joined[]>();
  for (const finding of joined) {
    const near = byOperation.get(finding.operation);
    if (near) near.push(finding);
    else byOperation.set(finding.operation, [finding]);
  }
  const alone: Joined[] = [];
  for (const finding of types) {
    const partner = partnerOf(finding, byOperation.get(finding.operation) ?? [], byPlace);
    if (partner) {
      partner.types = stricter(partner.types, finding.class);
      partner.class = stricter(partner.wire, partner.types);
    } else {
      alone.push({
        ...finding,
        cause: `types|${finding.cause}`,
        wire: "none",
        types: finding.class,
      });
    }
  }
  return [...joined, ...alone].filter((finding) => finding.class !== "none");
}

/** Names of members in brackets are the document's own; types do not have them. */
function plain(location: string): string {
  return location
    .replace(/\((?!text\/|[a-z]+\/)[^()]*\)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function placeOf(finding: Finding): string {
  return `${finding.operation}|${plain(finding.location)}`;
}

function partnerOf(
  finding: Finding,
  near: readonly Joined[],
  byPlace: ReadonlyMap<string, Joined[]>,
): Joined | null {
  const direct = (byPlace.get(placeOf(finding)) ?? []).filter((one) => sameWay(one, finding));
  const here = best(direct, finding);
  if (here) return here;
  // The cause may have been named further out or further in.
  const location = plain(finding.location);
  const around = near.filter((one) => {
    if (!sameWay(one, finding)) return false;
    const other = plain(one.location);
    return (
      (isBelow(location, other) || isBelow(other, location)) &&
      rank(one.wire) >= rank(finding.class)
    );
  });
  return best(around, finding);
}

function sameWay(one: Finding, other: Finding): boolean {
  return one.direction === null || other.direction === null || one.direction === other.direction;
}

function isBelow(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && /^[ .[(]/.test(inner.slice(outer.length));
}

/** The finding whose rule expects TypeScript to object, best of all as strongly as it does. */
function best(candidates: readonly Joined[], finding: Finding): Joined | null {
  const fitting = candidates.filter((one) => expects(one, finding));
  fitting.sort(
    (a, b) =>
      Number(b.rule === finding.rule) - Number(a.rule === finding.rule) ||
      rank(b.wire) - rank(a.wire),
  );
  return fitting[0] ?? null;
}

function expects(one: Joined, finding: Finding): boolean {
  if (one.rule === finding.rule) return true;
  const expected = ruleOf(one.rule).types;
  if (expected === "nothing") return false;
  if (expected === "anything") return true;
  if (expected === "as the wire") return one.wire !== "none";
  return expected.includes(finding.class) || rank(one.wire) >= rank(finding.class);
}
