import type { CallTable } from "@shared/kapso-types";
import type { Arguments, Path, Result, Verb, Verbs } from "../calls/call-types.ts";
import { plainQuery } from "../calls/serialise.ts";
import { type AnyResult, unwrap } from "../calls/unwrap.ts";
import { KapsoUnreadableResponseError } from "../errors/error-classes.ts";
import { type CallOptions, checkOptions, readNumber } from "../options.ts";
import { type PageCursor, readPage } from "./read-page.ts";

/** How a list is gone through. The call options hold for each page's call. */
export interface PaginateOptions extends CallOptions {
  /** Where to go on: the `next` of a page that was read earlier. */
  from?: PageCursor | undefined;
  /**
   * How many pages to read before it is an error that there are more.
   * @default 1_000
   */
  maxPages?: number | undefined;
}

/** One page of a list. */
export interface Page<Item, Body> {
  /** The things on this page. */
  items: Item[];
  /** The response's body, with its totals. */
  body: Body;
  /** Where the list goes on after this page; `undefined` when it ends here. */
  next: PageCursor | undefined;
}

/** A list, as items when iterated, or as pages. Nothing is sent before it is iterated. */
export interface Paginated<Item, Body> extends AsyncIterable<Item> {
  /** Page by page, with where each goes on. */
  pages(): AsyncIterable<Page<Item, Body>>;
  /**
   * All items as an array.
   *
   * @throws KapsoUnreadableResponseError when there are more than `max`, since the rest would be lost
   */
  toArray(options?: ToArrayOptions): Promise<Item[]>;
}

/** What `toArray` takes. */
export interface ToArrayOptions {
  /**
   * How many items the list may have.
   * @default Infinity
   */
  max?: number | undefined;
}

type BodyOf<R> = Extract<R, { ok: true }> extends { data: infer Body } ? Body : never;
type DataOf<Body> = Body extends { data?: infer Data } ? NonNullable<Data> : never;
type ThingsIn<List> =
  NonNullable<List> extends readonly (infer Item)[] ? (Item extends object ? Item : never) : never;
/** As {@link readPage} finds them: `data` itself, or the list of things in it. */
type ItemOf<Data> = Data extends readonly (infer Item)[]
  ? Item
  : { [K in keyof Data]-?: ThingsIn<Data[K]> }[keyof Data];

type ItemIn<Table, P> = ItemOf<DataOf<BodyOf<Result<Table, P>>>>;
type ListPath<Table, P> = P extends keyof Table
  ? [ItemIn<Table, P>] extends [never]
    ? "an operation whose response has a list"
    : P
  : Path<Table, P>;

/** The function {@link paginate}, over the GET operations of any document. */
export type Paginate = <P extends string, Table = CallTable["GET"]>(
  kapso: { readonly GET: Verb<Table> },
  path: ListPath<NoInfer<Table>, P>,
  ...args: Arguments<Table, P, PaginateOptions>
) => Paginated<ItemIn<Table, P>, BodyOf<Result<Table, P>>>;

/**
 * Goes through a list to its end, whichever way the operation pages: by `page`, by `after` or by
 * `cursor`. The first response decides which.
 *
 * @throws what {@link unwrap} throws, when a page's call fails; go on later with the `next` of the
 *   page before it
 * @throws KapsoUnreadableResponseError when a page has no list, or the list leads back to an earlier
 *   page, or has more than `maxPages`
 * @example
 * ```ts
 * import { createKapsoClient, type PageCursor, type Paginated, paginate } from "@shared/kapso-client";
 *
 * const kapso = createKapsoClient();
 * async function store(list: Paginated<{ id: string }, unknown>) {
 *   for await (const { id } of list) console.log(id); // one by one,
 *   let next: PageCursor | undefined;
 *   for await (const page of list.pages()) next = page.next; // or page by page
 *   return next; // to be given back as `from`
 * }
 * ```
 */
export const paginate: Paginate = paginateAny as never;

function paginateAny(
  kapso: Pick<Verbs, "GET">,
  path: string,
  init: { params?: { query?: object } } = {},
  { from, maxPages: given, ...options }: PaginateOptions = {},
): Paginated<unknown, unknown> {
  const maxPages = readNumber("maxPages", given, 1_000);
  if (from) checkOptions(from, { page: "", after: "", cursor: "" }, "the cursor");
  const get = kapso.GET as unknown as (
    path: string,
    init: object,
    options: CallOptions,
  ) => Promise<AnyResult>;

  async function* pages(): AsyncGenerator<Page<unknown, unknown>> {
    const seen = new Set<string>();
    let cursor = from;
    for (let count = 1; ; count += 1) {
      const query = { ...plainQuery(init.params?.query ?? {}), ...placeOf(cursor) };
      const body = await unwrap(get(path, { ...init, params: { ...init.params, query } }, options));
      if (cursor) seen.add(JSON.stringify(cursor));
      const { problem, ...page } = { next: undefined, ...readPage(body), body };
      if (problem) throw unreadable(`page ${count} has ${problem}`, body);
      yield page;
      cursor = page.next;
      if (!cursor) return;
      if (seen.has(JSON.stringify(cursor))) {
        throw unreadable("the list leads back to an earlier page");
      }
      if (count >= maxPages) {
        throw unreadable(
          `the list has more than maxPages, ${maxPages}: narrow the query, or raise maxPages`,
        );
      }
    }
  }

  function unreadable(problem: string, body?: unknown): KapsoUnreadableResponseError {
    const details = { method: "GET", path };
    return new KapsoUnreadableResponseError(`GET ${path}: ${problem}.`, details, body);
  }

  async function* items(): AsyncGenerator<unknown> {
    for await (const page of pages()) yield* page.items;
  }

  async function toArray({ max: limit }: ToArrayOptions = {}): Promise<unknown[]> {
    const max = readNumber("max", limit, Number.POSITIVE_INFINITY);
    const all: unknown[] = [];
    for await (const item of items()) {
      if (all.length >= max) throw unreadable(`the list has more than max, ${max}, items`);
      all.push(item);
    }
    return all;
  }

  return { pages, toArray, [Symbol.asyncIterator]: items };
}

/** A cursor takes the place of whatever else said where to begin. */
function placeOf(cursor: PageCursor | undefined): object {
  return cursor
    ? { page: undefined, after: undefined, before: undefined, cursor: undefined, ...cursor }
    : {};
}
