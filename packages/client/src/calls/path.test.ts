import { expect, it } from "vitest";
import { fillPath } from "./path.ts";

const fill = (id: unknown) => fillPath("/users/{id}/posts", { id });

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
])("refuses %j, which would be another path", (id) => {
  expect(() => fill(id)).toThrow(
    expect.objectContaining({ name: "KapsoInputError", field: "path.id" }),
  );
});

it("refuses a parameter that is missing or inherited", () => {
  expect(() => fillPath("/users/{id}", {})).toThrow("nothing came");
  expect(() => fillPath("/users/{constructor}", {})).toThrow("nothing came");
});
