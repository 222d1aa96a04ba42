import { expect, it } from "vitest";
import { normaliseOrigins } from "./allowed-origins.ts";

it.each([
  ["https://app.example.com", "https://app.example.com"],
  [" https://App.Example.com/ ", "https://app.example.com"],
  ["HTTPS://app.example.com:443", "https://app.example.com"],
  ["http://localhost:3000", "http://localhost:3000"],
  ["https://[::1]:8080/", "https://[::1]:8080"],
  ["*.example.com", "*.example.com"],
  ["*.Example.com/", "*.example.com"],
  ["https://*.example.com", "https://*.example.com"],
  ["https://*.example.com:8443", "https://*.example.com:8443"],
  ["https://bücher.example", "https://xn--bcher-kva.example"],
])("sends %j as %j", (given, sent) => {
  expect(normaliseOrigins([given])).toEqual([sent]);
});

it("takes URLs, and says everything once", () => {
  expect(
    normaliseOrigins([new URL("https://a.example/"), "https://a.example", "https://b.example"]),
  ).toEqual(["https://a.example", "https://b.example"]);
  expect(normaliseOrigins([])).toEqual([]);
});

it.each([
  ["*", 'is "*"'],
  ["", "Expected its scheme"],
  ["app.example.com", "Expected its scheme"],
  ["https://app.example.com/inbox", 'Write "https://app.example.com"'],
  ["https://*.example.com/inbox", 'Write "https://*.example.com"'],
  ["https://app.example.com/?a=1", "more than an origin"],
  ["https://app.example.com#top", "more than an origin"],
  ["https://me:pw@app.example.com", "more than an origin"],
  ["https://*", "Expected"],
  ["https://*.com", "too wide"],
  ["https://app.*.example.com", "Expected"],
  ["javascript://alert(1)", "Expected"],
  ["https://a b.example", "Expected"],
  ["null", "Expected its scheme"],
  [42, "Expected its scheme"],
])("rejects %j", (given, sentence) => {
  expect(() => normaliseOrigins(["https://fine.example", given as string])).toThrow(sentence);
  expect(() => normaliseOrigins(["https://fine.example", given as string])).toThrow(
    /^allowed_origins\[1\]/,
  );
});

it("rejects a URL object that is more than an origin", () => {
  expect(() => normaliseOrigins([new URL("https://a.example/page")])).toThrow(
    'Write "https://a.example"',
  );
});

it("rejects a string in place of a list", () => {
  expect(() => normaliseOrigins("https://a.example" as never)).toThrow("must be a list");
});

it("does not print what follows the origin, which may be a secret pasted by mistake", () => {
  for (const given of [
    "inbox.kapso.ai/embed/SECRET",
    "https://inbox.kapso.ai/embed/SECRET",
    "x?token=SECRET",
    "app.example.com/private/SECRET",
    "app.example.com?SECRET",
    "sk_live_SECRET_0123456789",
  ]) {
    expect(() => normaliseOrigins([given])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("SECRET") }),
    );
  }
});
