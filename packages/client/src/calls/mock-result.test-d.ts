import { expectTypeOf, test } from "vitest";
import type { KapsoClient } from "../client.ts";
import { mockResult } from "./mock-result.ts";
import { unwrap } from "./unwrap.ts";

const meta = { page: 1, per_page: 20, total_pages: 0, total_count: 0 };

test("mockResult has the type of the verb's own result", () => {
  const kapso = {} as KapsoClient;
  const real = () => kapso.GET("/inbox_embeds");
  const mocked = mockResult("GET", "/inbox_embeds", 200, { data: [], meta });
  expectTypeOf(mocked).toEqualTypeOf<Awaited<ReturnType<typeof real>>>();
  expectTypeOf(unwrap(mocked)).resolves.toEqualTypeOf<
    Awaited<ReturnType<typeof unwrap<Awaited<ReturnType<typeof real>>>>>
  >();
  mockResult("GET", "/inbox_embeds", 401, { error: "no" });
  mockResult("GET", "/inbox_embeds", 503, {});
  mockResult("DELETE", "/inbox_embeds/{inbox_embed_id}", 204);
});

test("mockResult rejects a path, a status and a body that the operation does not have", () => {
  // @ts-expect-error there is no such path
  mockResult("GET", "/inbox_embed", 200, { data: [], meta });
  // @ts-expect-error the operation responds with 200
  mockResult("GET", "/inbox_embeds", 201, { data: [], meta });
  // @ts-expect-error a list has data
  mockResult("GET", "/inbox_embeds", 200, { inbox_embeds: [], meta });
  // @ts-expect-error a 200 has a body
  mockResult("GET", "/inbox_embeds", 200);
  // @ts-expect-error the error of a 401 is a text
  mockResult("GET", "/inbox_embeds", 401, { error: 5 });
});
