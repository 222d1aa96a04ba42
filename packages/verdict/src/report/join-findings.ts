import { type ChangeClass, rank, stricter } from "../rules/change-class.ts";
import { type Finding, ruleOf } from "../rules/finding.ts";

/** A finding with its class in each comparison. */
export interface Joined extends Finding {
  wire: ChangeClass;
  types: ChangeClass;
}

/**
 * The stricter class decides. A finding of the types joins the document's finding of the same cause,
 * so that each cause is reported once. It stays separate only if the document comparison found
 * nothing that could be its cause.
 */
export function joinFindings(wire: readonly Finding[], types: readonly Finding[]): Joined[] {
  const joined: Joined[] = wire.map((finding) => ({
    ...finding,
    wire: finding.class,
    types: "none",
  }));
  const byOperation = new Map<string | null, Placed[]>();
  for (const finding of joined) {
    const near = byOperation.get(finding.operation) ?? [];
    near.push({
      finding,
      places: [finding.location, ...(finding.alsoAt ?? [])].map(normalPlace),
    });
    byOperation.set(finding.operation, near);
  }
  const alone: Joined[] = [];
  for (const finding of types) {
    const partner = partnerOf(finding, byOperation.get(finding.operation) ?? []);
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

interface Placed {
  finding: Joined;
  /** In the normal form: as both comparisons call them. */
  places: readonly string[];
}

/**
 * A place as both comparisons name it. Only the document has names of members in brackets, types
 * do not; JSON is the media type that is not named.
 */
function normalPlace(location: string): string {
  return location
    .replace(/\((?![a-z]+\/)[^()]*\)/g, "")
    .replace(/ \.|^\./g, " ")
    .replace(/\.{2,}/g, ".")
    .replace(/\s+/g, " ")
    .trim();
}

/** From the closest to the loosest relation; the first that has a partner decides. */
function partnerOf(finding: Finding, near: readonly Placed[]): Joined | null {
  const place = normalPlace(finding.location);
  const sameWay = near.filter(
    ({ finding: one }) =>
      one.direction === null || finding.direction === null || one.direction === finding.direction,
  );
  const at = (related: (other: string) => boolean) =>
    sameWay.filter(({ places }) => places.some(related)).map(({ finding: one }) => one);
  const here = at((other) => other === place);
  // The cause may have been named further out or further in.
  const around = at((other) => isBelow(place, other) || isBelow(other, place));
  // A schema that stands in several places is reported by the documents at one of them.
  const alike = at((other) => lastStep(other) === lastStep(place)).filter(
    ({ rule }) => rule === finding.rule,
  );
  return (
    best(here, finding) ??
    best(
      around.filter((one) => rank(one.wire) >= rank(finding.class)),
      finding,
    ) ??
    best(alike, finding) ??
    best(
      around.filter((one) => rank(one.wire) >= rank("risky")),
      finding,
    )
  );
}

function isBelow(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && /^[ .[(]/.test(inner.slice(outer.length));
}

function lastStep(place: string): string {
  return place.split(/[ .]/).at(-1) ?? place;
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
