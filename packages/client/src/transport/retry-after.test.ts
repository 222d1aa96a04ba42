import { expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const now = Date.parse("2026-06-01T12:00:00Z");

it.each([
  ["0", 0],
  [" 60 ", 60],
  ["Mon, 01 Jun 2026 12:01:00 GMT", 60],
  ["Mon, 01 Jun 2026 11:00:00 GMT", 0],
])("reads %j as %d s", (value, seconds) => {
  expect(parseRetryAfter(value, now)).toBe(seconds);
});

it.each([
  null,
  "",
  "-1",
  "+1",
  "1.5",
  "1e3",
  "0x10",
  "1 s",
  "soon",
  "2026-06-01T12:01:00Z",
  "Mon, 01 Jun 2026 12:01:00",
  "Mon, 01 Jun 2026 12:01:00 +0200",
  "Mon, 99 Jun 2026 12:01:00 GMT",
  "Monday, 01-Jun-26 12:01:00 GMT",
])("does not read %j", (value) => {
  expect(parseRetryAfter(value, now)).toBeUndefined();
});
