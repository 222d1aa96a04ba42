import { KapsoUnreadableAnswerError } from "../errors/error-classes.ts";

/**
 * Where a list goes on: what to send in the query for its next page. Plain data, to be stored and
 * given back as `from`.
 */
export type PageCursor = { page: number } | { after: string } | { cursor: string };

type Fields = Record<string, unknown>;

/**
 * Reads a page in whichever of the API's styles it is.
 *
 * 1. `paging: { next }`, an opaque cursor to send as `after`. `next: null` ends the list even where
 *    `cursors.after` is set. Before `meta`, since where both come pages are deprecated and capped.
 * 2. `meta: { page, total_pages }`, or `current_page`.
 * 3. `data: { …, pagination: { has_more, next_cursor } }`.
 * 4. None: the list is whole.
 */
export function readPage(body: unknown): { items: unknown[]; next: PageCursor | undefined } {
  const { data, paging, meta } = fieldsOf(body);
  const items = listIn(data);
  const { pagination } = Array.isArray(data) ? {} : fieldsOf(data);
  if (isFields(paging)) {
    // Only a list that leaves `next` out altogether is read on, from its own last cursor.
    const after =
      paging["next"] === undefined && items.length > 0
        ? fieldsOf(paging["cursors"])["after"]
        : paging["next"];
    return { items, next: isText(after) ? { after } : undefined };
  }
  if (isFields(meta)) {
    const page = meta["page"] ?? meta["current_page"];
    const { total_pages } = meta;
    const more = typeof page === "number" && typeof total_pages === "number" && page < total_pages;
    return { items, next: more ? { page: page + 1 } : undefined };
  }
  if (isFields(pagination)) {
    const { has_more, next_cursor } = pagination;
    return {
      items,
      next: has_more !== false && isText(next_cursor) ? { cursor: next_cursor } : undefined,
    };
  }
  return { items, next: undefined };
}

/** `data` itself, or the one list of things in it; a list of names beside it echoes the query. */
function listIn(data: unknown): unknown[] {
  if (Array.isArray(data)) return data;
  const lists = Object.entries(fieldsOf(data)).filter(
    (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].every(isFields),
  );
  if (lists.length > 1) {
    const names = lists.map(([name]) => name).join(", ");
    throw new KapsoUnreadableAnswerError(
      `paginate found more than one list in \`data\` (${names}) and cannot tell which is meant: call the operation yourself, and hand its cursor on.`,
    );
  }
  return lists[0]?.[1] ?? [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
