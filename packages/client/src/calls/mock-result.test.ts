import { expect, it, onTestFinished, vi } from "vitest";
import type { Verbs } from "./call-types.ts";
import { mockResult } from "./mock-result.ts";
import { errorOf, unwrap } from "./unwrap.ts";

const meta = { page: 1, per_page: 20, total_pages: 0, total_count: 0 };

it("a mocked verb's result is unwrapped as a real one is", async () => {
  const list = mockResult("GET", "/inbox_embeds", 200, { data: [], meta });
  const kapso: Pick<Verbs, "GET"> = { GET: vi.fn().mockResolvedValue(list) };
  expect(await unwrap(kapso.GET("/inbox_embeds"))).toEqual({ data: [], meta });
  expect(await list.response.json()).toEqual({ data: [], meta });
  const refusal = mockResult("GET", "/inbox_embeds", 401, { error: "no such key" });
  expect(errorOf(refusal)).toMatchObject({ name: "KapsoUnauthorizedError", status: 401 });
  expect(errorOf(refusal).message).toContain("no such key");
});

it("works where there is no Response, as in Jest under jsdom", async () => {
  vi.stubGlobal("Response", undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const refusal = mockResult("GET", "/inbox_embeds", 401, { error: "no such key" });
  await expect(unwrap(refusal)).rejects.toMatchObject({ name: "KapsoUnauthorizedError" });
});

it("a 204 has no body", async () => {
  const gone = mockResult("DELETE", "/inbox_embeds/{inbox_embed_id}", 204);
  expect(gone).toMatchObject({ ok: true, status: 204, data: undefined });
  expect(await gone.response.text()).toBe("");
});

it.each([
  [200, { data: [], meta }],
  ["GET", "/inbox_embeds"],
  ["GET", "/inbox_embeds", { data: [], meta }],
  ["GET", "/inbox_embeds", "200", { data: [], meta }],
])("rejects arguments without a status in its place (%#)", (...given) => {
  expect(() => (mockResult as (...all: unknown[]) => unknown)(...given)).toThrow(
    "mockResult takes a method, a path, and a status",
  );
});
