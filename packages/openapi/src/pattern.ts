import { createRequire } from "node:module";
import type { RE2JS } from "re2js";

/**
 * A `pattern` of a document, with the meaning of JSON Schema: found anywhere in a text. For every
 * pattern, the time of a test is linear in the length of the text.
 */
export interface Pattern {
  /** Whether the pattern is found in the text; always true where the pattern cannot be checked. */
  test(text: string): boolean;
  /** Why the pattern cannot be checked in linear time; `undefined` where it is checked. */
  unchecked: string | undefined;
}

/**
 * JavaScript's expressions try every way to match, which takes exponential time with patterns
 * such as `^(a+)+$`. They are used for patterns with one way to match. RE2 matches all others;
 * it is loaded at the first such pattern. RE2 has no back references and no lookahead: a lookahead
 * at the start of a pattern is resolved here, other such patterns are not checked.
 *
 * @throws {SyntaxError} for a pattern that JavaScript rejects too
 */
export function createPattern(source: string): Pattern {
  const native = nativePattern(source);
  if (isLinear(source)) return { test: (text) => native.test(text), unchecked: undefined };
  try {
    const conditions = conditionsOf(source).map(({ body, wanted }) => ({
      expression: compile(body, native.unicode),
      wanted,
    }));
    return {
      test: (text) =>
        conditions.every(({ expression, wanted }) => expression.test(text) === wanted),
      unchecked: undefined,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { test: () => true, unchecked: reason };
  }
}

/** Compiles with the flag `u`, as JSON Schema reads patterns, or else without it. */
function nativePattern(source: string): RegExp {
  try {
    return new RegExp(source, "u");
  } catch {
    return new RegExp(source);
  }
}

const atom = String.raw`(?:\\[dDwWsS]|\\[^a-zA-Z0-9]|\[(?:\\.|[^\\\]])+\]|[^\\^$.*+?()[\]{}|]|\.)`;
const times = String.raw`(?:\{\d{1,3}\})`;
const some = String.raw`(?:[*+?]|\{\d{1,3},\d{0,3}\})\??`;
const fixed = `(?:${atom}${times}?)*`;
/** A sequence of characters; one of them may repeat, counted from the start. */
const linear = new RegExp(`^(?:\\^?${fixed}|\\^${fixed}${atom}${some}${fixed})\\$?$`, "u");

/** Whether JavaScript's expressions match the pattern in linear time; `false` where that is uncertain. */
export function isLinear(source: string): boolean {
  return source.length < 1000 && linear.test(source);
}

/** `^(?=a)(?!b)c` is found in a text exactly if `^(?:a)` and `^c` are, and `^(?:b)` is not. */
function conditionsOf(source: string): { body: string; wanted: boolean }[] {
  const conditions: { body: string; wanted: boolean }[] = [];
  let rest = source;
  for (let ahead = /^\^\(\?([=!])/.exec(rest); ahead; ahead = /^\^\(\?([=!])/.exec(rest)) {
    const end = closingOf(rest, 1);
    // After an alternative outside of every group, the `^` does not apply.
    if (end < 0 || hasAlternatives(rest.slice(end + 1))) break;
    conditions.push({ body: `^(?:${rest.slice(4, end)})`, wanted: ahead[1] === "=" });
    rest = `^${rest.slice(end + 1)}`;
  }
  return [...conditions, { body: rest, wanted: true }];
}

/** The index of the parenthesis that closes the one at `start`; -1 where there is none. */
function closingOf(source: string, start: number): number {
  let depth = 0;
  for (const { index, mark } of marksOf(source, bracket)) {
    if (index < start) continue;
    if (mark === "(") depth++;
    if (mark === ")" && --depth === 0) return index;
  }
  return -1;
}

function hasAlternatives(source: string): boolean {
  let depth = 0;
  for (const { mark } of marksOf(source, bracket)) {
    if (mark === "(") depth++;
    if (mark === ")") depth--;
    if (mark === "|" && depth === 0) return true;
  }
  return false;
}

const bracket = /^[()|]$/;
const backReference = /^\\[1-9k]$/;

/** The escapes and marks of this kind outside of classes. */
function marksOf(source: string, kind: RegExp): { index: number; mark: string }[] {
  return [...source.matchAll(/\\.|\[(?:\\.|[^\\\]])*\]|[()|]/gsu)]
    .map(({ index, 0: mark }) => ({ index, mark }))
    .filter(({ mark }) => kind.test(mark));
}

// White space and line ends in JavaScript; RE2 has fewer.
const spaces = String.raw`\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;
const notSpaces = String.raw`\x00-\x08\x0e-\x1f!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}`;
const notLineEnds = String.raw`[^\n\r\x{2028}\x{2029}]`;

function compile(source: string, unicode: boolean): RE2JS {
  if (marksOf(source, backReference).length > 0) throw new Error("it has a back reference");
  const { RE2JS } = loadEngine();
  const translated = RE2JS.translateRegExp(unicode ? joinSurrogates(source) : source);
  const exact = translated.replace(
    /\\.|\[(?:\\.|[^\\\]])*\]|\(\?P<[^>]*>|\((?!\?)|\./gsu,
    (part) => {
      if (part.startsWith("[")) {
        return part.replace(/\\./gsu, (one) => spaceIn(one) ?? one);
      }
      // Captures are not read, and a lookbehind must not have capturing groups.
      if (part.startsWith("(")) return "(?:";
      if (part === ".") return notLineEnds;
      const inside = spaceIn(part);
      return inside === undefined ? part : `[${inside}]`;
    },
  );
  return RE2JS.compile(exact, RE2JS.LOOKBEHINDS);
}

function spaceIn(escaped: string): string | undefined {
  return escaped === "\\s" ? spaces : escaped === "\\S" ? notSpaces : undefined;
}

/** `\ud83d\ude00` is one character with `u`. */
function joinSurrogates(source: string): string {
  return source.replace(
    /\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/gi,
    (_, high: string, low: string) => {
      const text = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
      return `\\u{${text.codePointAt(0)?.toString(16)}}`;
    },
  );
}

/** 60 ms, for the documents that need it. */
function loadEngine(): typeof import("re2js") {
  return createRequire(import.meta.url)("re2js");
}
