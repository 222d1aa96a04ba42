import type { Err, Ok } from "@shared/kapso-types";
import { expectTypeOf, it } from "vitest";
import type { Verb } from "../calls/call-types.ts";
import type { KapsoClient } from "../client.ts";
import { paginate } from "./paginate.ts";

interface Thing {
  id: string;
}
type List<Body> = Ok<200, Body> | Err<401, { error: string }>;
interface Table {
  "/things": {
    init: [init?: { params?: { query?: { page?: number } } }];
    result: List<{ data?: Thing[]; meta: { total_count: number } }>;
  };
  "/users/{id}/things": {
    init: [init: { params: { path: { id: string } } }];
    result: List<{ data: Thing[] }>;
  };
  "/log_search": {
    init: [init?: object];
    result: List<{
      data: { source?: string[]; events: Thing[]; pagination?: { next_cursor?: string | null } };
    }>;
  };
}
declare const kapso: { GET: Verb<Table> };

it("is typed from the operation", async () => {
  for await (const thing of paginate(kapso, "/things")) expectTypeOf(thing).toEqualTypeOf<Thing>();
  for await (const event of paginate(kapso, "/log_search"))
    expectTypeOf(event).toEqualTypeOf<Thing>();
  for await (const page of paginate(kapso, "/things", {}, { from: { page: 2 } }).pages()) {
    expectTypeOf(page.items).toEqualTypeOf<Thing[]>();
    expectTypeOf(page.body.meta.total_count).toEqualTypeOf<number>();
  }
});

it("does not compile a typo", () => {
  // @ts-expect-error a path
  paginate(kapso, "/thing");
  // @ts-expect-error a parameter
  paginate(kapso, "/things", { params: { query: { pag: 1 } } });
  // @ts-expect-error what the path needs
  paginate(kapso, "/users/{id}/things");
  // @ts-expect-error an option
  paginate(kapso, "/things", {}, { max_pages: 1 });
});

it("takes a test's mock of a client", () => {
  interface Mocked {
    GET: { mockResolvedValue(value: unknown): void } & KapsoClient["GET"];
  }
  const list = (kapso: Mocked) => paginate(kapso, "/inbox_embeds");
  expectTypeOf(list).returns.toExtend<AsyncIterable<{ status: string }>>();
});
