import type { JsonObject } from "../json.ts";
import { defaultSize, type ListQuery, sizeOf } from "./list-query.ts";

/** Cuts what `limit`, `after` and `before` ask for, and tells how to go on. */
export function cutByCursor(
  things: readonly JsonObject[],
  query: ListQuery,
): { slice: readonly JsonObject[]; paging: JsonObject } {
  const limit = sizeOf(query["limit"]) ?? defaultSize;
  const after = readCursor(query["after"]);
  const before = readCursor(query["before"]);
  const end = before === undefined ? undefined : Math.min(before, things.length);
  const start = end === undefined ? (after ?? -1) + 1 : Math.max(0, end - limit);
  const slice = things.slice(start, end ?? start + limit);
  const last = start + slice.length - 1;
  const cursors = {
    before: slice.length > 0 ? writeCursor(start) : null,
    after: slice.length > 0 ? writeCursor(last) : null,
  };
  return {
    slice,
    // Cursors to send back, not URLs; `next` is null at the end even while `cursors.after` is set.
    paging: {
      cursors,
      next: last + 1 < things.length ? cursors.after : null,
      previous: start > 0 && slice.length > 0 ? cursors.before : null,
    },
  };
}

function writeCursor(position: number): string {
  return Buffer.from(`at:${position}`).toString("base64url");
}

function readCursor(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const found = /^at:(\d+)$/.exec(Buffer.from(value, "base64url").toString());
  return found ? Number(found[1]) : undefined;
}
