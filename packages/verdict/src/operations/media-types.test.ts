import { describe, expect, it } from "vitest";
import { holds, matchMediaTypes } from "./media-types.ts";

describe("matchMediaTypes", () => {
  it.each([
    ["same", "Application/JSON", "application/json"],
    ["same", "application/json; charset=utf-8", 'application/json;charset="UTF-8"'],
    ["charset", "application/json", "application/json; charset=utf-8"],
    ["version", "application/json; version=1", "application/json; version=2"],
    ["replaced", "application/json", "application/merge-patch+json"],
    ["to-wildcard", "text/csv", "text/*"],
    ["from-wildcard", "*/*", "text/csv"],
  ])("%s: %s, %s", (kind, oldText, newText) => {
    expect(matchMediaTypes([oldText], [newText])).toEqual({
      pairs: [{ kind, old: oldText, new: newText }],
      gone: [],
      come: [],
    });
  });

  it("does not match media types with nothing in common, if several were removed or added", () => {
    expect(matchMediaTypes(["text/csv"], ["application/json", "image/png"])).toEqual({
      pairs: [],
      gone: ["text/csv"],
      come: ["application/json", "image/png"],
    });
  });

  it("gives a specific type beside its wildcard the wildcard's schema to compare with", () => {
    const { pairs } = matchMediaTypes(["text/*"], ["text/*", "text/csv"]);
    expect(pairs.map(({ kind }) => kind)).toEqual(["same", "inside-wildcard"]);
  });
});

describe("holds", () => {
  it("does not match a wildcard with itself as its member", () => {
    expect(holds("text/*", "text/*")).toBe(false);
    expect(holds("text/*", "image/png")).toBe(false);
    expect(holds("*/*", "image/png")).toBe(true);
  });
});
