import { describe, expect, it } from "vitest";
import { patternInclusion, patternSample } from "./pattern-inclusion.ts";

describe("patternInclusion", () => {
  it.each([
    ["^a+$", "^a*$"],
    ["^[a-z]+$", "^[a-z0-9]+$"],
    ["^\\d{3}$", "^\\d{2,4}$"],
    ["^(a|b)$", "^[ab]$"],
    ["abc", "b"],
    ["^[a-z]{1,100}$", "^[a-z]{1,200}$"],
    ["^\\u0041$", "^A$"],
    ["^(?:x|y)z?$", "^[x-z]{1,2}$"],
  ])("%s is inside %s", (inner, outer) => {
    expect(patternInclusion(inner, outer)).toEqual({ known: "inside" });
  });

  it.each([
    ["^a*$", "^a+$", ""],
    ["^[a-z0-9]+$", "^[a-z]+$", "0"],
    ["b", "^b$", "ab"],
    ["^a{2,3}$", "^a{2}$", "aaa"],
  ])("%s leaves %s by %j", (inner, outer, sample) => {
    expect(patternInclusion(inner, outer)).toEqual({ known: "outside", sample });
    expect(sample).toMatch(new RegExp(inner, "u"));
    expect(sample).not.toMatch(new RegExp(outer, "u"));
  });

  it.each(["^(?=a)b", "(a)\\1", "\\bword", "^(a$|b)", "(", "a{2000}{2000}"])(
    "does not guess at %s",
    (pattern) => {
      expect(patternInclusion(pattern, "^x$")).toEqual({ known: "no" });
    },
  );
});

describe("patternSample", () => {
  it("is the shortest text that matches", () => {
    expect(patternSample("^[A-Z]{2}-\\d+$")).toMatch(/^[A-Z]{2}-\d$/);
    expect(patternSample("^(?!x)")).toBeNull();
  });
});
