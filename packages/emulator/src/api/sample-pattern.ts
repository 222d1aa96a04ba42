import { createPattern } from "@shared/openapi-model/pattern.ts";

/** Longer samples are not written: repetitions of repetitions take all memory. */
const longest = 10_000;

/**
 * Writes a short string that a regular expression accepts. Reads literals, classes, groups,
 * alternatives and quantifiers; undefined for any other pattern.
 */
export function samplePattern(pattern: string): string | undefined {
  const reader = { source: pattern, at: 0 };
  const text = readAlternatives(reader);
  if (reader.at < pattern.length) return undefined;
  const { test, unchecked } = createPattern(pattern);
  return unchecked === undefined && test(text) ? text : undefined;
}

interface Reader {
  source: string;
  at: number;
}

// The first alternative is used; the others are read only to skip them.
function readAlternatives(reader: Reader): string {
  const first = readSequence(reader);
  while (reader.source[reader.at] === "|") {
    reader.at += 1;
    readSequence(reader);
  }
  return first;
}

function readSequence(reader: Reader): string {
  let text = "";
  while (reader.at < reader.source.length) {
    const next = reader.source[reader.at];
    if (next === "|" || next === ")") break;
    const atom = readAtom(reader);
    const times = readQuantifier(reader);
    text += atom.repeat(Math.min(times, longest / Math.max(1, atom.length)));
    text = text.slice(0, longest);
  }
  return text;
}

function readAtom(reader: Reader): string {
  const { source } = reader;
  const start = source[reader.at] ?? "";
  reader.at += 1;
  if (start === "^" || start === "$") return "";
  if (start === ".") return "a";
  if (start === "[") return readClass(reader);
  if (start === "\\") return readEscape(reader);
  if (start !== "(") return start;
  const prefix = /^\?(?::|<[A-Za-z]\w*>)/.exec(source.slice(reader.at))?.[0] ?? "";
  reader.at += prefix.length;
  const text = readAlternatives(reader);
  reader.at += 1;
  return text;
}

function readEscape(reader: Reader): string {
  const letter = reader.source[reader.at] ?? "";
  reader.at += 1;
  return { d: "1", w: "a", s: " ", D: "a", W: "-", S: "a", b: "", B: "" }[letter] ?? letter;
}

function readClass(reader: Reader): string {
  const end = reader.source.indexOf("]", reader.at + 1);
  const inside = reader.source.slice(reader.at, end);
  reader.at = end + 1;
  const wanted = new RegExp(`[${inside}]`, "u");
  const candidates = "a1A0bcdefghijklmnopqrstuvwxyz23456789BCDEFGHIJKLMNOPQRSTUVWXYZ-_. +#/:@";
  return [...candidates].find((candidate) => wanted.test(candidate)) ?? "";
}

function readQuantifier(reader: Reader): number {
  const found = /^(?:([*+?])|\{(\d+)(?:,\d*)?\})\??/.exec(reader.source.slice(reader.at));
  if (!found) return 1;
  reader.at += found[0].length;
  if (found[1] !== undefined) return found[1] === "+" ? 1 : 0;
  return Number(found[2]);
}
