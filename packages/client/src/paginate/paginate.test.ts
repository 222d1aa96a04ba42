import { afterEach, describe, expect, it } from "vitest";
import { createKapsoClient } from "../client.ts";
import {
  failure,
  type Handler,
  json,
  plantedKey,
  startServer,
  type TestServer,
} from "../testing/server.ts";
import { type Page, type Paginated, type PaginateOptions, paginate } from "./paginate.ts";

let server: TestServer;
afterEach(() => server?.close());

/** Without the operation's types, which an OpenAPI document may or may not have. */
const paginateThings = paginate as unknown as (
  kapso: unknown,
  path: string,
  init?: object,
  options?: PaginateOptions,
) => Paginated<{ id: number }, unknown>;

async function listing(
  responses: ((query: URLSearchParams, nth: number) => unknown) | unknown[],
  query: object = {},
) {
  const handler: Handler = (request, response, nth) => {
    const { searchParams } = new URL(request.url, "http://x");
    const body =
      typeof responses === "function" ? responses(searchParams, nth) : responses[nth - 1];
    json(response, body === undefined ? 500 : 200, body ?? { error: "too far" });
  };
  server = await startServer(handler);
  const kapso = createKapsoClient({
    apiKey: plantedKey,
    baseUrl: server.baseUrl,
    maxRetries: false,
  });
  const list = (options?: PaginateOptions) =>
    paginateThings(kapso, "/things", { params: { query } }, options);
  return { list, urls: () => server.seen.map(({ url }) => url.replace("/platform/v1/things", "")) };
}
function things(...ids: number[]) {
  return ids.map((id) => ({ id }));
}
async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

describe("each style", () => {
  it("pages with meta", async () => {
    const { list, urls } = await listing(
      [
        { data: things(1, 2), meta: { page: 1, per_page: 2, total_pages: 2, total_count: 3 } },
        { data: things(3), meta: { page: 2, per_page: 2, total_pages: 2, total_count: 3 } },
      ],
      { per_page: 2, status: "active" },
    );
    expect(await collect(list())).toEqual(things(1, 2, 3));
    expect(urls()).toEqual(["?per_page=2&status=active", "?per_page=2&status=active&page=2"]);
  });

  it("pages with a meta that says current_page, from the page that the caller names", async () => {
    const { list, urls } = await listing(
      [
        { data: things(5), meta: { current_page: 5, total_pages: 6 } },
        { data: things(6), meta: { current_page: 6, total_pages: 6 } },
      ],
      { page: 5 },
    );
    expect(await collect(list())).toEqual(things(5, 6));
    expect(urls()).toEqual(["?page=5", "?page=6"]);
  });

  it("cursors, where next: null ends the list although cursors.after is set", async () => {
    const { list, urls } = await listing([
      {
        data: things(1),
        paging: { cursors: { before: "a", after: "b" }, next: "b=&", previous: null },
      },
      {
        data: things(2),
        paging: { cursors: { before: "b", after: "c" }, next: null, previous: "a" },
      },
    ]);
    expect(await collect(list())).toEqual(things(1, 2));
    expect(urls()).toEqual(["", "?after=b%3D%26"]);
  });

  it("cursors without any next, to the first page without items", async () => {
    const { list, urls } = await listing([
      { data: things(1), paging: { cursors: { after: "b" } } },
      { data: [], paging: { cursors: { after: "b" } } },
    ]);
    expect(await collect(list())).toEqual(things(1));
    expect(urls()).toEqual(["", "?after=b"]);
  });

  it("both, by the cursor, since there pages are deprecated and capped", async () => {
    const meta = { page: 1, total_pages: 9 };
    const { list, urls } = await listing(
      [
        { data: things(1), meta, paging: { next: "b" } },
        { data: things(2), meta, paging: { next: null } },
      ],
      { page: 1 },
    );
    expect(await collect(list())).toEqual(things(1, 2));
    expect(urls()).toEqual(["?page=1", "?after=b"]);
  });

  it("a cursor in the data, beside a list of names", async () => {
    const { list, urls } = await listing([
      {
        data: {
          source: ["api"],
          events: things(1),
          pagination: { has_more: true, next_cursor: "n" },
        },
      },
      {
        data: {
          source: ["api"],
          events: things(2),
          pagination: { has_more: false, next_cursor: "m" },
        },
      },
    ]);
    expect(await collect(list())).toEqual(things(1, 2));
    expect(urls()).toEqual(["", "?cursor=n"]);
  });

  it.each([[{ data: things(1) }], [{ data: { logs: things(1) } }]])("none (%#)", async (body) => {
    const { list } = await listing([body]);
    expect(await collect(list())).toEqual(things(1));
  });

  it("an empty list", async () => {
    const { list } = await listing([{ data: [], meta: {} }]);
    expect(await collect(list())).toEqual([]);
  });
});

describe("pages", () => {
  const two = [
    { data: things(1), paging: { next: "b" } },
    { data: things(2), paging: { next: "c" } },
    { data: things(3), paging: { next: null } },
  ];

  it("come with their body and where the list goes on", async () => {
    const { list } = await listing(two);
    const pages = await collect(list().pages());
    expect(pages.map(({ next }) => next)).toEqual([{ after: "b" }, { after: "c" }, undefined]);
    expect(pages[0]).toEqual({ items: things(1), body: two[0], next: { after: "b" } });
  });

  it("are sent for only as far as the caller reads", async () => {
    const { list, urls } = await listing(two);
    for await (const _ of list()) break;
    expect(urls()).toHaveLength(1);
  });

  it("go on after a failure, from where the last good one ended", async () => {
    const { list, urls } = await listing((_, nth) => [two[0], undefined, two[1], two[2]][nth - 1]);
    let last: Page<{ id: number }, unknown> | undefined;
    const error = await failure(
      (async () => {
        for await (const page of list().pages()) last = page;
      })(),
    );
    expect(error).toMatchObject({ name: "KapsoServerError", status: 500 });
    const stored = JSON.parse(JSON.stringify(last?.next));
    expect(await collect(list({ from: stored }))).toEqual(things(2, 3));
    expect(urls()).toEqual(["", "?after=b", "?after=b", "?after=c"]);
  });
});

describe("threat: a list that never ends", () => {
  it.each([
    ["the same cursor again", () => ({ data: things(1), paging: { next: "b" } })],
    [
      "cursors in a circle",
      (query: URLSearchParams) => ({
        data: things(1),
        paging: { next: query.get("after") === "b" ? "c" : "b" },
      }),
    ],
    ["a page that is not turned", () => ({ data: things(1), meta: { page: 1, total_pages: 9 } })],
  ])("is an error: %s", async (_, responses) => {
    const { list } = await listing(responses);
    const error = await failure(collect(list()));
    expect(error.message).toContain("leads back to an earlier page");
    expect(server.seen.length).toBeLessThan(5);
  });

  it("is an error after maxPages", async () => {
    const { list } = await listing((_, nth) => ({
      data: things(nth),
      paging: { next: `n${nth}` },
    }));
    const error = await failure(collect(list({ maxPages: 3 })));
    expect(error.message).toContain("more than maxPages, 3");
    expect(server.seen).toHaveLength(3);
  });
});

it("does not guess between two lists of things", async () => {
  const { list } = await listing([{ data: { events: things(1), findings: things(2) } }]);
  expect((await failure(collect(list()))).message).toContain(
    "more than one list in `data` (events, findings)",
  );
});

describe("a list that is not there is an error and not the end", () => {
  const whole = { data: things(1), meta: { page: 1, total_pages: 2 } };

  it.each([
    ["an empty object", {}],
    ["null data", { data: null, meta: { page: 1, total_pages: 1 } }],
    ["another envelope", { things: things(1) }],
    ["an object without a list", { data: { id: 1 } }],
    ["a text", { data: "none" }],
  ])("%s", async (_, body) => {
    const { list, urls } = await listing([body]);
    expect(await failure(collect(list()))).toMatchObject({
      name: "KapsoUnreadableResponseError",
      method: "GET",
      path: "/things",
      message: expect.stringContaining("page 1 has no list in `data`"),
    });
    expect(urls()).toHaveLength(1);
    await server.close();
    const later = await listing([whole, body]);
    expect((await failure(collect(later.list()))).message).toContain("page 2 has no list");
  });

  it.each([null, [], "x"])("a body that is %j", async (body) => {
    server = await startServer((_, response) => json(response, 200, body));
    const kapso = createKapsoClient({ apiKey: plantedKey, baseUrl: server.baseUrl });
    const call = collect(paginateThings(kapso, "/things"));
    expect(await failure(call)).toMatchObject({ name: "KapsoUnreadableResponseError" });
    expect(await failure(collect(kapso.inboxEmbeds.list()))).toMatchObject({
      name: "KapsoUnreadableResponseError",
    });
  });

  it("a cursor that is promised and missing", async () => {
    const { list } = await listing([
      { data: { events: things(1), pagination: { has_more: true } } },
    ]);
    expect((await failure(collect(list()))).message).toContain(
      "page 1 has no `cursor` to go on with",
    );
  });

  it.each([
    ["after", { data: things(1), paging: { next: 2 } }],
    ["after", { data: things(1), paging: { next: true, cursors: { after: "b" } } }],
    ["after", { data: things(1), paging: { cursors: { after: { id: 1 } } } }],
    ["cursor", { data: { events: things(1), pagination: { next_cursor: 2 } } }],
    ["cursor", { data: { events: things(1), pagination: { has_more: "true" } } }],
    ["page", { data: things(1), meta: { total_pages: 2 } }],
    ["page", { data: things(1), meta: { page: "first", total_pages: 2 } }],
  ])("threat: a list ends at a page whose next %s cannot be read (%#)", async (name, body) => {
    const { list } = await listing([body]);
    expect((await failure(collect(list()))).message).toContain(
      `page 1 has no \`${name}\` to go on with`,
    );
  });

  it.each([
    { data: things(1), meta: { total_pages: 1 } },
    { data: things(1), meta: { page: 5, total_pages: 2 } },
    { data: things(1), paging: { next: false } },
    { data: things(1), paging: { cursors: {} } },
    { data: { events: things(1), pagination: { has_more: false, next_cursor: 2 } } },
  ])("ends at a last page, whatever else it has (%#)", async (body) => {
    const { list } = await listing([body]);
    expect(await collect(list())).toEqual(things(1));
  });

  it("reads page numbers that came as text", async () => {
    const { list } = await listing([
      { data: things(1), meta: { page: "1", total_pages: "2" } },
      { data: things(2), meta: { page: "2", total_pages: "2" } },
    ]);
    expect(await collect(list())).toEqual(things(1, 2));
  });
});

describe("toArray", () => {
  const pages = [
    { data: things(1, 2), paging: { next: "b" } },
    { data: things(3), paging: { next: null } },
  ];

  it("returns every item, and fails where there are more than max", async () => {
    const { list } = await listing(() => pages[0]);
    expect((await failure(list({ maxPages: 5 }).toArray({ max: 2 }))).message).toContain(
      "more than max, 2, items",
    );
    await server.close();
    const all = await listing([...pages, ...pages]);
    expect(await all.list().toArray()).toEqual(things(1, 2, 3));
    expect(await all.list().toArray({ max: 3 })).toEqual(things(1, 2, 3));
    await expect(all.list().toArray({ max: Number.NaN })).rejects.toThrow("max must be a number");
  });
});

it.each(['{"page":2}', 2, { offset: 20 }])(
  "rejects %j for a cursor, which would begin at the first page again",
  async (from) => {
    const { list, urls } = await listing([{ data: [] }]);
    expect(() => list({ from: from as never })).toThrow(
      expect.objectContaining({ name: "KapsoInputError" }),
    );
    expect(urls()).toEqual([]);
  },
);
