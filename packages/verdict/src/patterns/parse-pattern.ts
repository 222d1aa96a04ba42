import {
  type CharacterSet,
  complement,
  digits,
  notLineEnds,
  type Range,
  spaces,
  wordCharacters,
} from "./character-set.ts";

export type Pattern =
  | { kind: "set"; set: CharacterSet }
  | { kind: "sequence"; items: readonly Pattern[] }
  | { kind: "choice"; items: readonly Pattern[] }
  | { kind: "repeat"; item: Pattern; least: number; most: number }
  | { kind: "start" }
  | { kind: "end" };

/** The regular part of ECMAScript's expressions; null for what is not in it (lookaround, back references, …). */
export function parsePattern(source: string): Pattern | null {
  const points = [...source];
  let at = 0;
  let failed = false;

  const fail = (): Pattern => {
    failed = true;
    return { kind: "sequence", items: [] };
  };
  const choice = (): Pattern => {
    const items = [sequence()];
    while (points[at] === "|") {
      at++;
      items.push(sequence());
    }
    return items.length === 1 && items[0] ? items[0] : { kind: "choice", items };
  };
  const sequence = (): Pattern => {
    const items: Pattern[] = [];
    while (!failed && at < points.length && points[at] !== "|" && points[at] !== ")") {
      items.push(repeated(atom()));
    }
    return { kind: "sequence", items };
  };
  const repeated = (item: Pattern): Pattern => {
    const bounds = quantifier();
    if (bounds === null) return item;
    if (points[at] === "?") at++;
    return { kind: "repeat", item, least: bounds[0], most: bounds[1] };
  };
  const quantifier = (): readonly [number, number] | null => {
    const mark = points[at];
    if (mark === "*" || mark === "+" || mark === "?") {
      at++;
      return [mark === "+" ? 1 : 0, mark === "?" ? 1 : Number.POSITIVE_INFINITY];
    }
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(points.slice(at, at + 20).join(""));
    if (!braces) return null;
    at += braces[0].length;
    const least = Number(braces[1]);
    if (braces[2] === undefined) return [least, least];
    return [least, braces[3] ? Number(braces[3]) : Number.POSITIVE_INFINITY];
  };
  const atom = (): Pattern => {
    const mark = points[at++];
    if (mark === undefined) return fail();
    if (mark === "(") return group();
    if (mark === "[") return { kind: "set", set: characterClass() };
    if (mark === ".") return { kind: "set", set: notLineEnds };
    if (mark === "^") return { kind: "start" };
    if (mark === "$") return { kind: "end" };
    if (mark === "\\") return { kind: "set", set: escaped() };
    // A quantifier with nothing before it, "a{2}{3}" included.
    if ("*+?".includes(mark) || /^\{\d+(,\d*)?\}/.test(points.slice(at - 1, at + 19).join(""))) {
      return fail();
    }
    return { kind: "set", set: one(mark) };
  };
  const group = (): Pattern => {
    if (points[at] === "?") {
      const named = /^\?(:|<[A-Za-z_]\w*>)/.exec(points.slice(at, at + 40).join(""));
      if (!named) return fail();
      at += named[0].length;
    }
    const inner = choice();
    if (points[at] !== ")") return fail();
    at++;
    return inner;
  };
  const escaped = (): CharacterSet => {
    const mark = points[at++];
    const known = mark === undefined ? undefined : classes[mark];
    if (known) return known;
    if (mark === "u" || mark === "x") {
      const digitsOf = mark === "x" ? /^[0-9a-fA-F]{2}/ : /^([0-9a-fA-F]{4}|\{[0-9a-fA-F]{1,6}\})/;
      const found = digitsOf.exec(points.slice(at, at + 8).join(""))?.[0];
      if (found === undefined) return failSet();
      at += found.length;
      const point = Number.parseInt(found.replace(/[{}]/g, ""), 16);
      return [[point, point]];
    }
    // \b, \1, \p{…} and the like
    if (mark === undefined || /[A-Za-z0-9]/.test(mark)) return failSet();
    return one(mark);
  };
  const failSet = (): CharacterSet => {
    failed = true;
    return [];
  };
  const characterClass = (): CharacterSet => {
    const negated = points[at] === "^";
    if (negated) at++;
    const ranges: Range[] = [];
    while (points[at] !== "]") {
      if (at >= points.length) return failSet();
      const from = classItem();
      if (points[at] === "-" && points[at + 1] !== "]" && from.length === 1) {
        at++;
        const to = classItem();
        ranges.push([from[0]?.[0] ?? 0, to[0]?.[1] ?? 0]);
      } else {
        ranges.push(...from);
      }
    }
    at++;
    return negated ? complement(ranges) : ranges;
  };
  const classItem = (): CharacterSet => {
    const mark = points[at++];
    if (mark === "\\" && points[at] === "b") {
      at++;
      return [[8, 8]];
    }
    return mark === "\\" ? escaped() : one(mark ?? "");
  };

  const result = choice();
  return failed || at < points.length ? null : result;
}

function one(character: string): CharacterSet {
  const point = character.codePointAt(0) ?? 0;
  return [[point, point]];
}

const classes: Readonly<Record<string, CharacterSet>> = {
  d: digits,
  D: complement(digits),
  w: wordCharacters,
  W: complement(wordCharacters),
  s: spaces,
  S: complement(spaces),
  n: [[10, 10]],
  r: [[13, 13]],
  t: [[9, 9]],
  f: [[12, 12]],
  v: [[11, 11]],
  "0": [[0, 0]],
};
