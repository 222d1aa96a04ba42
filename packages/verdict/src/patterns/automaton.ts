import { type CharacterSet, everything } from "./character-set.ts";
import type { Pattern } from "./parse-pattern.ts";

export interface Automaton {
  start: number;
  accept: number;
  silent: readonly (readonly number[])[];
  steps: readonly (readonly (readonly [CharacterSet, number])[])[];
}

const mostStates = 1200;

/** Accepts the texts in which the pattern is found; null if it is too large or has anchors inside. */
export function automatonOf(pattern: Pattern): Automaton | null {
  const silent: number[][] = [];
  const steps: [CharacterSet, number][][] = [];
  const state = (): number => {
    silent.push([]);
    steps.push([]);
    return silent.length - 1;
  };
  const free = (from: number, to: number) => silent[from]?.push(to);

  /** Adds states for one node and gives its end, or null where the node is not regular enough. */
  const add = (node: Pattern, from: number): number | null => {
    if (silent.length > mostStates) return null;
    switch (node.kind) {
      case "start":
      case "end":
        return null;
      case "set": {
        const to = state();
        steps[from]?.push([node.set, to]);
        return to;
      }
      case "sequence": {
        let end: number | null = from;
        for (const item of node.items) end = end === null ? null : add(item, end);
        return end;
      }
      case "choice": {
        const to = state();
        for (const item of node.items) {
          const entry = state();
          free(from, entry);
          const end = add(item, entry);
          if (end === null) return null;
          free(end, to);
        }
        return to;
      }
      case "repeat":
        return addRepeat(node.item, node.least, node.most, from);
    }
  };
  const addRepeat = (item: Pattern, least: number, most: number, from: number): number | null => {
    let end: number | null = from;
    for (let i = 0; i < least && end !== null; i++) end = add(item, end);
    if (end === null) return null;
    if (!Number.isFinite(most)) {
      const loop = state();
      free(end, loop);
      const back = add(item, loop);
      if (back === null) return null;
      free(back, loop);
      return loop;
    }
    const out = state();
    free(end, out);
    for (let i = least; i < most; i++) {
      end = add(item, end);
      if (end === null) return null;
      free(end, out);
    }
    return out;
  };

  const start = state();
  const accept = state();
  const alternatives = pattern.kind === "choice" ? pattern.items : [pattern];
  for (const alternative of alternatives) {
    const items = alternative.kind === "sequence" ? alternative.items : [alternative];
    const atStart = items[0]?.kind === "start";
    const atEnd = items.length > (atStart ? 1 : 0) && items.at(-1)?.kind === "end";
    const body = items.slice(atStart ? 1 : 0, atEnd ? -1 : undefined);
    const entry = state();
    free(start, entry);
    if (!atStart) steps[entry]?.push([everything, entry]);
    const end = add({ kind: "sequence", items: body }, entry);
    if (end === null) return null;
    const exit = state();
    free(end, exit);
    if (!atEnd) steps[exit]?.push([everything, exit]);
    free(exit, accept);
  }
  return { start, accept, silent, steps };
}
