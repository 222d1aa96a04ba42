import { describeValue } from "../errors/describe-value.ts";

/**
 * Where a list goes on: what to send in the query for its next page. Plain data, to be stored and
 * given back as `from`.
 */
export type PageCursor = { page: number } | { after: string } | { cursor: string };

type Fields = Record<string, unknown>;

interface ReadPage {
  items: unknown[];
  next?: PageCursor | undefined;
  /** What the page lacks, so that the list cannot go on or was never there. */
  problem?: string | undefined;
}

/**
 * Reads a page in whichever of the API's styles it is.
 *
 * 1. `paging: { next }`, an opaque cursor to send as `after`. `next: null` ends the list even where
 *    `cursors.after` is set. Before `meta`, since where both come pages are deprecated and capped.
 * 2. `meta: { page, total_pages }`, or `current_page`.
 * 3. `data: { …, pagination: { has_more, next_cursor } }`.
 * 4. None: the list is whole.
 *
 * A page without a list, or without the cursor that it promises, is a `problem` and not the end.
 */
export function readPage(body: unknown): ReadPage {
  const { data, paging, meta } = fieldsOf(body);
  const lists = Array.isArray(data) ? [["data", data] as const] : listsIn(data);
  const items = lists[0]?.[1] ?? [];
  if (lists.length !== 1) {
    const problem =
      lists.length > 1
        ? `more than one list in \`data\` (${lists.map(([name]) => name).join(", ")}), so paginate cannot tell which is meant`
        : `no list in \`data\` (${describeValue(data)})`;
    return { items, problem };
  }
  const { pagination } = Array.isArray(data) ? {} : fieldsOf(data);
  if (isFields(paging)) {
    // Only a list that leaves `next` out altogether is read on, from its own last cursor.
    const after =
      paging["next"] === undefined && items.length > 0
        ? fieldsOf(paging["cursors"])["after"]
        : paging["next"];
    return goOn("after", after);
  }
  if (isFields(meta)) {
    const page = Number(meta["page"] ?? meta["current_page"]);
    const pages = Number(meta["total_pages"]);
    return page < pages
      ? { items, next: { page: page + 1 } }
      : goOn("page", undefined, pages > 1 && !(page >= pages));
  }
  if (isFields(pagination)) {
    const { has_more, next_cursor } = pagination;
    return has_more === false ? { items } : goOn("cursor", next_cursor, has_more);
  }
  return { items };

  /** Without a text to send, a list that has `more` would seem to end here. */
  function goOn(name: string, cursor: unknown, more: unknown = cursor): ReadPage {
    if (cursor && typeof cursor === "string")
      return { items, next: { [name]: cursor } as PageCursor };
    return { items, problem: more ? `no \`${name}\` to go on with` : undefined };
  }
}

/** The lists of things in `data`; a list of names beside them echoes the query. */
function listsIn(data: unknown): [string, unknown[]][] {
  return Object.entries(fieldsOf(data)).filter(
    (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].every(isFields),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}
