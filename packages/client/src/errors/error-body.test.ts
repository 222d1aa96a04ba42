import { expect, it } from "vitest";
import { readErrorBody } from "./error-body.ts";

it.each([
  [{ error: "Customer not found" }, { message: "Customer not found" }],
  [
    { error: "Too many", code: "rate_limited" },
    { message: "Too many", code: "rate_limited" },
  ],
  [
    { error: "Meta says no", error_kind: "meta_error", meta_error_code: 190, meta_trace_id: "A1" },
    { message: "Meta says no", code: "meta_error" },
  ],
  [
    { error: "Meta says no", meta_error_code: 190 },
    { message: "Meta says no", code: "190" },
  ],
  [{ message: "Bad", detail: "name is too long" }, { message: "Bad: name is too long" }],
  [{ message: "Bad", detail: "Bad" }, { message: "Bad" }],
  [
    { error: { message: "Invalid", code: 100, type: "OAuthException" } },
    { message: "Invalid", code: "100" },
  ],
  [{ error: '{"error":{"message":"inner","code":"x"}}' }, { message: "inner", code: "x" }],
  [{ errors: ["a is blank", { message: "b is odd" }] }, { message: "a is blank; b is odd" }],
  [{ errors: { name: ["is blank"] } }, { message: "name: is blank" }],
  [
    "<html><head><title>502 Bad Gateway</title></head><body>x</body></html>",
    { message: "502 Bad Gateway" },
  ],
  ["<h1>Oh</h1>\n<p>no</p>", { message: "Oh no" }],
  ["plain text", { message: "plain text" }],
  ["{ broken", { message: "{ broken" }],
  ["", { message: "" }],
  [{}, { message: "" }],
  [null, { message: "" }],
  [{ error: "" }, { message: "" }],
])("reads %j", (body, read) => {
  expect(readErrorBody(body)).toEqual(read);
});

it("cuts a long text, and does not follow a deep body down", () => {
  expect(readErrorBody("x".repeat(10_000)).message).toHaveLength(4_000);
  let deep: object = { error: "far down" };
  for (let depth = 0; depth < 1_000; depth += 1) deep = { error: deep };
  expect(readErrorBody(deep)).toEqual({ message: "" });
});

it("reads the first of many errors, since a body may hold all of a large request's", () => {
  let read = 0;
  const counted = {
    get message() {
      read += 1;
      return "is too long";
    },
  };
  const names = Array.from({ length: 10_000 }, (_, index) => `row ${index}`);
  for (const errors of [
    names.map(() => counted),
    Object.fromEntries(names.map((name) => [name, counted])),
  ]) {
    read = 0;
    expect(readErrorBody({ errors }).message).toContain("is too long; ");
    expect(read).toBeLessThan(1_000);
  }
});
