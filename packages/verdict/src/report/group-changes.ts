import { grouped } from "@shared/openapi-model/grouped.ts";
import { rank } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import { type Change, type DecidedBy, place } from "./change.ts";
import type { Joined } from "./join-findings.ts";

/** One change per cause, for all operations that show it; the strictest first. */
export function groupChanges(findings: readonly Joined[]): Change[] {
  const groups = grouped(
    findings,
    ({ cause, direction, class: level, types }) => `${cause}|${direction}|${level}|${types}`,
  );
  const reported = new Set<string>();
  const changes = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const change = changeOf(first, group);
    // Two edits with the same text are one line.
    const row = JSON.stringify([place(change), change.text, change.direction, change.class]);
    if (reported.has(row)) return [];
    reported.add(row);
    return [change];
  });
  return changes.sort((a, b) => rank(b.class) - rank(a.class));
}

function changeOf(first: Joined, group: readonly Finding[]): Change {
  const { wire, types } = first;
  return {
    class: first.class,
    operation: first.operation,
    location: first.location,
    direction: first.direction,
    text: `${first.text}${elsewhere(first, group)}${disagreement(first)}`,
    sentence: first.text,
    marks: first.marks ?? {},
    places: [...new Set(group.map((finding) => place(finding)))],
    decidedBy: decidedBy(first),
    rule: first.rule,
    wire,
    types,
  };
}

function decidedBy({ wire, types }: Joined): DecidedBy {
  if (rank(types) > rank(wire)) return "types";
  return types === wire ? "both" : "document";
}

function elsewhere(first: Finding, group: readonly Finding[]): string {
  const places = [
    ...new Set(group.map(({ operation, location }) => `${operation ?? ""} ${location}`.trim())),
  ];
  if (places.length < 2) return "";
  const own = `${first.operation ?? ""} ${first.location}`.trim();
  const others = places.filter((place) => place !== own);
  const named = others.slice(0, 2).join("; ");
  return ` In ${places.length} places, also ${named}${others.length > 2 ? "; …" : ""}.`;
}

function disagreement({ wire, types }: Joined): string {
  if (rank(types) <= rank(wire) || rank(types) < rank("risky")) return "";
  const effect =
    types === "breaking" ? "code using it stops compiling" : "code using it may stop compiling";
  const onWire = wire === "none" ? "nothing changes" : `the change is ${wire}`;
  return ` For TypeScript ${effect}; on the wire ${onWire}.`;
}
