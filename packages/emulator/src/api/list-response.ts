import type { Description } from "../description/description.ts";
import { child, locate } from "../description/document.ts";
import type { Operation } from "../description/operations.ts";
import type { Json, JsonObject } from "../json.ts";
import { payloadSchema, successResponse } from "./declared-response.ts";
import type { ApiResponse, OperationCall } from "./handler.ts";
import { fitToSchema } from "./thing-response.ts";

/** Whether an operation's successful response is a list, and the pointer of its items' schema. */
export function listItemsSchema(
  description: Description,
  operation: Operation,
): string | undefined {
  const schema = successResponse(operation).media?.schema;
  if (schema === undefined) return undefined;
  const at = locate(description.model, payloadSchema(description, schema).pointer);
  return at && child(description.model, at, "items")?.pointer;
}

/**
 * Shows a list in the shape, and with the pagination, that an operation declares: pages with
 * `meta` and headers, cursors with `paging`, or all of it.
 */
export function listResponse(
  description: Description,
  { operation, query, url }: OperationCall,
  things: readonly JsonObject[],
): ApiResponse {
  const { status, declared, media } = successResponse(operation);
  const schema = media?.schema;
  const items = listItemsSchema(description, operation);
  const show = (thing: JsonObject): Json =>
    items === undefined ? thing : fitToSchema(description, items, thing);
  const shape = schema === undefined ? undefined : description.shapeOf(schema);
  const envelope = (parts: JsonObject) =>
    schema === undefined ? parts : fitEnvelope(description, schema, parts);
  if (shape?.properties.has("paging") && !("page" in query)) {
    const { slice, paging } = cutByCursor(things, query);
    return { status, body: envelope({ data: slice.map(show), paging }) };
  }
  if (operation.parameters.some(({ name }) => name === "page")) {
    const page = cutByPage(things, query);
    const headers = pageHeaders(page, url, declared?.headers ?? []);
    return { status, body: envelope({ data: page.slice.map(show), meta: page.meta }), headers };
  }
  if (!shape?.properties.has("data")) return { status, body: things.map(show) };
  return { status, body: envelope({ data: things.map(show) }) };
}

function fitEnvelope(description: Description, schema: string, parts: JsonObject): JsonObject {
  const pointer = description.shapeOf(schema)?.properties.get("meta");
  const known = parts["meta"];
  if (pointer === undefined || known === undefined) return fitToSchema(description, schema, parts);
  const meta = fitToSchema(description, pointer, known as JsonObject);
  return fitToSchema(description, schema, { ...parts, meta });
}

/** The query of a list, its values typed. */
type ListQuery = OperationCall["query"];

// The documented default of `per_page` and `limit` alike.
const defaultSize = 20;

/** A whole number of at least 1, or undefined. */
function sizeOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 ? value : undefined;
}

/** One page of a list, with the numbers of `meta` and the headers. */
interface Page {
  slice: readonly JsonObject[];
  page: number;
  perPage: number;
  totalPages: number;
  total: number;
  meta: JsonObject;
}

function cutByPage(things: readonly JsonObject[], query: ListQuery): Page {
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
    // Some of the API's responses have `current_page`, others `page`; the schema decides.
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
function pageHeaders(
  { page, perPage, totalPages, total }: Page,
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

/** Cuts the part that `limit`, `after` and `before` select, with the cursors to go on with. */
function cutByCursor(
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
