import { grouped } from "@shared/openapi-model/grouped.ts";
import { stricter } from "../rules/change-class.ts";
import type { Joined } from "./join-findings.ts";

// The names that APIs use for a page's number and for a cursor.
const pageNumber = /^(page|page_?(number|no|index)|offset|skip|start_?index)$/i;
const cursor =
  /^(cursor|after|before|(next_?|page_?|continuation_?|start_?)(token|cursor)|starting_after|ending_before)$/i;
const pageInfo =
  /^(meta|page|pages|paging|pagination|page_?info|links|cursors?|has_?more|total(_?(pages|count))?|(current|next|previous|prev)(_?(page|cursor|token))?|per_?page)$/i;

const parameterGone = /^parameter\.removed$/;
const parameterCame = /^parameter\.(optional|required)-added$/;
const keyMoved = /^property\.(optional|required)-(removed|added)$/;

/**
 * An operation that changes from page numbers to cursors changes in many places: parameters are
 * removed and added, and so are the page fields of the response. It is one cause, and one line.
 */
export function joinPagination(findings: readonly Joined[]): Joined[] {
  const byOperation = grouped(findings, ({ operation }) => operation);
  return [...byOperation.values()].flatMap((all) => joined(all));
}

function joined(all: readonly Joined[]): readonly Joined[] {
  const nameOf = ({ marks }: Joined) => String(marks?.["name"] ?? "");
  const gone = all.filter((one) => parameterGone.test(one.rule) && pageNumber.test(nameOf(one)));
  const come = all.filter((one) => parameterCame.test(one.rule) && cursor.test(nameOf(one)));
  const [page] = gone;
  const [after] = come;
  if (page === undefined || after === undefined) return all;
  const keys = all.filter(
    (one) =>
      keyMoved.test(one.rule) &&
      /^response 2\S* [^.[\]]+$/.test(one.location) &&
      pageInfo.test(nameOf(one)),
  );
  const names = (some: readonly Joined[]) => some.map(nameOf).join(" and ");
  const lost = keys.filter(({ rule }) => rule.endsWith("removed"));
  const found = keys.filter(({ rule }) => rule.endsWith("added"));
  const marks = { old: names(gone), new: names(come), lost: names(lost), found: names(found) };
  const read =
    keys.length === 0
      ? ""
      : ` Responses ${[
          ...(found.length > 0 ? [`have ${names(found)}`] : []),
          ...(lost.length > 0 ? [`no longer have ${names(lost)}`] : []),
        ].join(" and ")}.`;
  const parts = [...gone, ...come, ...keys];
  const text = `Pages are read by ${marks.new} instead of ${marks.old}.${read}`;
  const one: Joined = {
    rule: "pagination.replaced",
    class: parts.map((part) => part.class).reduce(stricter),
    wire: parts.map((part) => part.wire).reduce(stricter),
    types: parts.map((part) => part.types).reduce(stricter),
    operation: page.operation,
    location: page.location,
    alsoAt: parts.map(({ location }) => location),
    direction: "request",
    text,
    marks,
    cause: `pagination.replaced|${text}`,
  };
  const merged = new Set<Joined>(parts);
  return [one, ...all.filter((finding) => !merged.has(finding))];
}
