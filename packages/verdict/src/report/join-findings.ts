import { grouped } from "@shared/openapi-model/grouped.ts";
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
  const placed = joined.map(
    (finding): Placed => ({
      finding,
      places: [finding.location, ...(finding.alsoAt ?? [])].map(normalPlace),
    }),
  );
  const byOperation = new Map(
    [...grouped(placed, ({ finding }) => finding.operation)].map(([operation, near]) => [
      operation,
      nearBy(near),
    ]),
  );
  const alone: Joined[] = [];
  for (const finding of types) {
    const partner = partnerOf(finding, byOperation.get(finding.operation) ?? nearBy([]));
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

/** The findings of one operation. */
interface Near {
  all: readonly Placed[];
  at(place: string): readonly Placed[];
}

function nearBy(all: readonly Placed[]): Near {
  const places = all.flatMap((one) => [...new Set(one.places)].map((place) => ({ place, one })));
  const byPlace = grouped(places, ({ place }) => place);
  return { all, at: (place) => (byPlace.get(place) ?? []).map(({ one }) => one) };
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
function partnerOf(finding: Finding, { all, at }: Near): Joined | null {
  const place = normalPlace(finding.location);
  const sameWay = (near: readonly Placed[]) =>
    near
      .map(({ finding: one }) => one)
      .filter(
        ({ direction }) =>
          direction === null || finding.direction === null || direction === finding.direction,
      );
  const where = (related: (other: string) => boolean) =>
    sameWay(all.filter(({ places }) => places.some(related)));
  const here = best(sameWay(at(place)), finding);
  if (here !== null) return here;
  // The cause may have been named further out or further in.
  const around = where((other) => isBelow(place, other) || isBelow(other, place));
  // A schema that stands in several places is reported by the documents at one of them.
  const alike = () =>
    where((other) => lastStep(other) === lastStep(place)).filter(
      ({ rule }) => rule === finding.rule,
    );
  return (
    best(
      around.filter((one) => rank(one.wire) >= rank(finding.class)),
      finding,
    ) ??
    best(alike(), finding) ??
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
