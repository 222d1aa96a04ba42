import { expect, it } from "vitest";
import { fillPath, writeQuery } from "./serialise.ts";

function fill(id: unknown): string {
  return fillPath("/users/{id}/posts", { id });
}

it.each([
  ["abc", "/users/abc/posts"],
  [" 550e8400\n", "/users/550e8400/posts"],
  [42, "/users/42/posts"],
  ["a/b", "/users/a%2Fb/posts"],
  ["ü?#&", "/users/%C3%BC%3F%23%26/posts"],
  ["%2e%2e", "/users/%252e%252e/posts"],
  ["a..b", "/users/a..b/posts"],
  ["$&$1", "/users/%24%26%241/posts"],
  ["x\r\nX-API-Key: y", "/users/x%0D%0AX-API-Key%3A%20y/posts"],
])("encodes %j", (id, path) => {
  expect(fill(id)).toBe(path);
});

it.each([
  "",
  "  ",
  ".",
  "..",
  "../x",
  "x/..",
  "..\\x",
  "a//b",
  undefined,
  null,
  {},
  [],
  true,
  Number.NaN,
  "\ud800",
])("rejects %j, which would be another path", (id) => {
  expect(() => fill(id)).toThrow(
    expect.objectContaining({ name: "KapsoInputError", field: "path.id" }),
  );
});

it("rejects a parameter that is missing or inherited", () => {
  expect(() => fillPath("/users/{id}", {})).toThrow("got nothing");
  expect(() => fillPath("/users/{constructor}", {})).toThrow("got nothing");
});

it.each([
  [{}, ""],
  [{ page: 2, per_page: 50 }, "page=2&per_page=50"],
  [{ a: undefined, b: null, c: false, d: "" }, "c=false&d="],
  [{ ids: ["a", null, "b&c"] }, "ids=a&ids=b%26c"],
  [{ since: new Date("2026-01-02T03:04:05Z") }, "since=2026-01-02T03%3A04%3A05.000Z"],
  [{ "filter[name]": "ü&=" }, "filter%5Bname%5D=%C3%BC%26%3D"],
  [{ big: 2n ** 64n }, "big=18446744073709551616"],
])("writes %o", (query, text) => {
  expect(writeQuery(query)).toBe(text);
});

it.each([
  [{ deep: { a: 1 } }, "got object"],
  [{ deep: [["a"]] }, "got array"],
  [{ page: Number.NaN }, "got NaN"],
  [{ page: Number.POSITIVE_INFINITY }, "got Infinity"],
  [{ since: new Date("x") }, "got an invalid Date"],
  [{ f: () => {} }, "got Function"],
  [{ text: "\udc00" }, "lone surrogate"],
])("rejects %o, which has no such form", (query, sentence) => {
  expect(() => writeQuery(query)).toThrow(sentence);
});
