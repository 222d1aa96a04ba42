import { expect, it } from "vitest";
import { writeQuery } from "./query.ts";

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
  [{ deep: { a: 1 } }, "object came"],
  [{ deep: [["a"]] }, "object came"],
  [{ page: Number.NaN }, "NaN came"],
  [{ page: Number.POSITIVE_INFINITY }, "Infinity came"],
  [{ since: new Date("x") }, "an invalid Date came"],
  [{ f: () => {} }, "function came"],
  [{ text: "\udc00" }, "lone surrogate"],
])("refuses %o, which has no such form", (query, sentence) => {
  expect(() => writeQuery(query)).toThrow(sentence);
});
