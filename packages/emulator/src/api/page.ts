import type { JsonObject } from "../json.ts";
import { defaultSize, type ListQuery, sizeOf } from "./list-query.ts";

/** One page of a list, with the numbers that `meta` and the headers tell. */
export interface CutPage {
  slice: readonly JsonObject[];
  page: number;
  perPage: number;
  totalPages: number;
  total: number;
  meta: JsonObject;
}

/** Cuts the page that `page` and `per_page` ask for. */
export function cutByPage(things: readonly JsonObject[], query: ListQuery): CutPage {
  const page = sizeOf(query["page"]) ?? 1;
  const perPage = sizeOf(query["per_page"]) ?? defaultSize;
  const total = things.length;
  const totalPages = Math.ceil(total / perPage);
  return {
    slice: things.slice((page - 1) * perPage, page * perPage),
    page,
    perPage,
    totalPages,
    total,
    // Some of the API's answers say `current_page` where others say `page`; the schema picks.
    meta: {
      page,
      current_page: page,
      per_page: perPage,
      total_pages: totalPages,
      total_count: total,
      total,
    },
  };
}

/** The declared ones of `X-Total`, `X-Total-Pages`, `X-Per-Page`, `X-Page` and `Link` (RFC 8288). */
export function pageHeaders(
  { page, perPage, totalPages, total }: CutPage,
  url: URL,
  declared: readonly string[],
): Record<string, string> {
  const to = (target: number, rel: string): string => {
    const link = new URL(url);
    link.searchParams.set("page", String(target));
    return `<${link.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(1, "first"), to(Math.min(page - 1, Math.max(totalPages, 1)), "prev")] : []),
    ...(page < totalPages ? [to(page + 1, "next"), to(totalPages, "last")] : []),
  ];
  const all: Record<string, string> = {
    "X-Total": String(total),
    "X-Total-Pages": String(totalPages),
    "X-Per-Page": String(perPage),
    "X-Page": String(page),
    ...(links.length > 0 && { Link: links.join(", ") }),
  };
  const wanted = new Set(declared.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name.toLowerCase())));
}
