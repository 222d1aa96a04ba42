import { expect, it } from "vitest";
import { normaliseExpiry } from "./expires-at.ts";

const now = Date.parse("2026-06-01T00:00:00Z");

it.each([
  [new Date("2030-01-02T03:04:05.678Z"), "2030-01-02T03:04:05.678Z"],
  ["2030-01-02T03:04:05Z", "2030-01-02T03:04:05.000Z"],
  [" 2030-01-02T03:04+02:00 ", "2030-01-02T01:04:00.000Z"],
])("takes %s", (given, sent) => {
  expect(normaliseExpiry(given, now)).toBe(sent);
});

it.each([
  "2030-01-02",
  "2030-01-02T03:04:05",
  "tomorrow",
  "",
  "2030-02-30T00:00:00Z",
  "2030-13-01T00:00:00Z",
])("rejects %j, which is no time", (given) => {
  expect(() => normaliseExpiry(given, now)).toThrow("with its offset");
});

it("rejects an invalid Date and what is no date at all", () => {
  expect(() => normaliseExpiry(new Date("x"), now)).toThrow("expires_at must be a Date");
  expect(() => normaliseExpiry(1893456000 as never, now)).toThrow("expires_at must be a Date");
  expect(() => normaliseExpiry("2030-01-02T99:99:99Z", now)).toThrow("expires_at must be a Date");
});

it("rejects a time that has passed", () => {
  expect(() => normaliseExpiry(new Date(now), now)).toThrow("has passed");
  expect(() => normaliseExpiry("2026-05-31T23:59:59Z", now)).toThrow("has passed");
});

it("does not print a secret that was pasted by mistake", () => {
  const pasted = "sk_live_SECRET_0123456789";
  expect(() => normaliseExpiry(pasted, now)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("SECRET") }),
  );
});
