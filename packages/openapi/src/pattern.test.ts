import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPattern } from "./pattern.ts";

const long = 50_000;
const a = "a".repeat(long);

/** Kinds of patterns on which a backtracking engine takes exponential or polynomial time. */
const slow: [pattern: string, text: string][] = [
  ["^(a+)+$", `${a}!`],
  ["^(a*)*$", `${a}!`],
  ["^(a|a)*$", `${a}!`],
  ["^(a|aa)+$", `${a}!`],
  ["^(a|a?)+$", `${a}!`],
  ["(.*a){12}$", `${a}!`],
  ["^([a-zA-Z]+)*$", `${a}1`],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", a],
  ["^(?:a?){30}a{30}$", "a".repeat(29)],
  ["^(\\w+\\s?)*$", `${"word ".repeat(long / 5)}!`],
  ["^(\\d+)*[^\\d]$", "1".repeat(long)],
  ["^\\s*(\\s+\\S+\\s*)*$", `${" a".repeat(long / 2)}\u0000\n`.replace(/\n$/, "")],
  ["^(([^=]+)=?)*=$", `${"a".repeat(long)}b`],
  ["^([\\w.-]+@?)+$", `${a}!`],
  ["^([0-9a-zA-Z]([-.\\w]*[0-9a-zA-Z])*@)+$", `${a}!`],
  ["^((ab)*)+$", `${"ab".repeat(long / 2)}c`],
  ["^(a+|b+|c+)*c$", `${"abc".repeat(long / 3)}d`],
  ["^(.|\\n)*?x$", `${a}\n`],
  ["^(?:(?:a|b)|(?:b|a))*z", `${"ab".repeat(long / 2)}`],
  ["^(x+x+)+y$", "x".repeat(long)],
  ["^<(\\w+)(\\s+\\w+)*>$", `<a${" a".repeat(long / 2)}`],
  ['^(?:[^"\\\\]|\\\\.|\\\\)*"$', "\\\\".repeat(long / 2)],
  ["^[a-z]+[a-z]+[a-z]+[a-z]+$", `${a}1`],
  ["a*a*a*a*b$", a],
  [".*.*=.*;$", "=".repeat(long)],
  ["\\s+$", `${" ".repeat(long)}x`],
  ["^(?=(a+)+$)a", `${a}!`],
  ["^(?!(a|aa)+b)a+c$", `${a}!`],
  ["(?<=^(a+)+)!$", `${a}?!`],
  ["^(([a-z]+)\\.)+[a-z]{2,}$", `${"a.".repeat(long / 2)}1`],
];

describe("a pattern that backtracks", () => {
  test.each(slow)("%s is checked in linear time", (pattern, text) => {
    const { test: found, unchecked } = createPattern(pattern);
    expect(unchecked).toBeUndefined();
    expect(found(text)).toBe(slowButMatching.has(pattern));
  });
  const slowButMatching = new Set(["^\\s*(\\s+\\S+\\s*)*$"]);
});

test.each([
  ["^(a+)\\1$", "a back reference"],
  ["^(?<x>a+)\\k<x>$", "a named back reference"],
  ["a(?=b)", "a lookahead behind something"],
  ["^(?:(?=a)a|b)$", "a lookahead in an alternative"],
  ["^(a{900}){900}$", "too many copies"],
])("%s is not checked: %s", (pattern) => {
  const { test: found, unchecked } = createPattern(pattern);
  expect(unchecked).toMatch(/\w/);
  expect(found("x")).toBe(true);
});

test("JavaScript matches a pattern that cannot backtrack, and RE2 is not loaded", () => {
  const module = JSON.stringify(new URL("./pattern.ts", import.meta.url).href);
  const loaded = (...patterns: string[]) =>
    execFileSync(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        `
      const { createPattern } = await import(${module});
      for (const pattern of ${JSON.stringify(patterns)}) createPattern(pattern).test("a");
      const { cache } = (await import("node:module")).createRequire(${module});
      console.log(Object.keys(cache).some((path) => path.includes("re2js")));`,
      ],
      { encoding: "utf8" },
    );
  const plain = ["^#[0-9A-Fa-f]{6}$", "^[A-Z]{2}$", "^a+$", "abc", "^[\\w-]*@x$"];
  expect(loaded(...plain)).toBe("false\n");
  expect(loaded("^(a+)+$")).toBe("true\n");
});

test("throws a SyntaxError for a pattern that JavaScript rejects", () => {
  expect(() => createPattern("(a")).toThrow(SyntaxError);
});

const characters = [
  "a",
  "b",
  "-",
  " ",
  "\t",
  "\u00a0",
  "\ufeff",
  "\n",
  "\r",
  "\u2028",
  "1",
  "_",
  "é",
  "😀",
  "\v",
];
const atoms = fc.constantFrom(
  ...["a", "b", ".", "\\s", "\\S", "\\d", "\\D", "\\w", "\\W", "[ab]", "[^a]", "[\\s-]", "[^\\s]"],
  ...[
    "[\\S1]",
    "[^\\S]",
    "[a-b_]",
    "\\u00a0",
    "\\u{1F600}",
    "\\ud83d\\ude00",
    "\\x61",
    "[.]",
    "\\.",
  ],
  ...[
    "\\b",
    "\\B",
    "[^]",
    "😀",
    "[😀é]",
    "\\p{L}",
    "\\/",
    "\\-",
    "[\\]]",
    "\\v",
    "\\t",
    "\\cJ",
    "\\0",
  ],
);
const quantifiers = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", "+?");
const { pattern } = fc.letrec<{ pattern: string; sequence: string; piece: string }>((tie) => ({
  pattern: fc
    .array(tie("sequence"), { minLength: 1, maxLength: 2 })
    .map((sequences) => sequences.join("|")),
  sequence: fc.array(tie("piece"), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join("")),
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(atoms, quantifiers).map((parts) => parts.join("")),
    fc
      .tuple(fc.constantFrom("(", "(?:", "(?<n>"), tie("pattern"), quantifiers)
      .map(([open, inner, quantifier]) => `${open}${inner})${quantifier}`),
  ),
}));
const anchored = fc
  .tuple(fc.constantFrom("", "^", "^(?=.a)", "^(?!b|a$)"), pattern, fc.constantFrom("", "$"))
  .map((parts) => parts.join(""));
const text = fc.array(fc.constantFrom(...characters), { maxLength: 5 }).map((all) => all.join(""));

test("a pattern matches exactly the texts that JavaScript matches", () => {
  fc.assert(
    fc.property(anchored, fc.array(text, { minLength: 1, maxLength: 5 }), (source, texts) => {
      const native = nativeOf(source);
      fc.pre(native !== undefined);
      const own = createPattern(source);
      fc.pre(own.unchecked === undefined);
      for (const one of texts) expect([one, own.test(one)]).toEqual([one, native?.test(one)]);
    }),
    { numRuns: 300 },
  );
});

function nativeOf(source: string): RegExp | undefined {
  try {
    return new RegExp(source, "u");
  } catch {
    return undefined;
  }
}
