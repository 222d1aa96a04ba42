import { type Automaton, automatonOf } from "./automaton.ts";
import { contains } from "./character-set.ts";
import { parsePattern } from "./parse-pattern.ts";

export type Inclusion =
  | { known: "inside" }
  | { known: "outside"; sample: string }
  | { known: "no" };

const mostPairs = 4000;

/** Whether the outer pattern matches every text that the inner one matches; if not, a text that shows it. */
export function patternInclusion(inner: string, outer: string): Inclusion {
  if (inner === outer) return { known: "inside" };
  const one = automaton(inner);
  const other = automaton(outer);
  return one && other ? search(one, other) : { known: "no" };
}

/** The shortest text that a pattern is found in, if it is regular and there is one. */
export function patternSample(pattern: string): string | null {
  const found = patternInclusion(pattern, "[]");
  return found.known === "outside" ? found.sample : null;
}

function automaton(source: string): Automaton | null {
  const pattern = parsePattern(source);
  return pattern && automatonOf(pattern);
}

interface Pair {
  inner: readonly number[];
  outer: readonly number[];
  text: string;
}

function search(inner: Automaton, outer: Automaton): Inclusion {
  const first = {
    inner: reach(inner, [inner.start]),
    outer: reach(outer, [outer.start]),
    text: "",
  };
  const queue: Pair[] = [first];
  const seen = new Set([keyOf(first)]);
  for (let pair = queue.shift(); pair; pair = queue.shift()) {
    if (pair.inner.includes(inner.accept) && !pair.outer.includes(outer.accept)) {
      return { known: "outside", sample: pair.text };
    }
    for (const point of representatives(inner, outer, pair)) {
      const next = {
        inner: reach(inner, move(inner, pair.inner, point)),
        outer: reach(outer, move(outer, pair.outer, point)),
        text: pair.text + String.fromCodePoint(point),
      };
      const key = keyOf(next);
      if (next.inner.length === 0 || seen.has(key)) continue;
      if (seen.size > mostPairs) return { known: "no" };
      seen.add(key);
      queue.push(next);
    }
  }
  return { known: "inside" };
}

function keyOf(pair: Pair): string {
  return `${pair.inner.join()};${pair.outer.join()}`;
}

function reach(automaton: Automaton, from: readonly number[]): number[] {
  const found = new Set(from);
  for (const state of found) for (const next of automaton.silent[state] ?? []) found.add(next);
  return [...found].sort((a, b) => a - b);
}

function move(automaton: Automaton, from: readonly number[], point: number): number[] {
  return from.flatMap((state) =>
    (automaton.steps[state] ?? []).filter(([set]) => contains(set, point)).map(([, to]) => to),
  );
}

/** One character for each class of characters that both automata treat alike; readable ones first. */
function representatives(inner: Automaton, outer: Automaton, pair: Pair): number[] {
  const edges = new Set<number>([0, 0x20, 0x61]);
  const collect = (automaton: Automaton, states: readonly number[]) => {
    for (const state of states) {
      for (const [set] of automaton.steps[state] ?? []) {
        for (const [from, to] of set) edges.add(from).add(to + 1);
      }
    }
  };
  collect(inner, pair.inner);
  collect(outer, pair.outer);
  const usable = [...edges].filter(
    (point) => point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff),
  );
  const plain = (point: number) => (point > 0x20 && point < 0x7f ? 0 : 1);
  return usable.sort((a, b) => plain(a) - plain(b) || a - b);
}
