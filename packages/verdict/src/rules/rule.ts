import type { ChangeClass } from "./change-class.ts";

const classes = {
  B: "breaking",
  R: "risky",
  A: "additive",
  D: "docs",
  N: "none",
} as const satisfies Record<string, ChangeClass>;

type Letter = keyof typeof classes;

/** Classes of which the comparing code picks one; `usual` holds where it picks none. */
export interface Choice {
  usual: ChangeClass | null;
  classes: readonly ChangeClass[];
}

/**
 * The expected result of the type comparison for the row. `k`: an old key is gone; `c`: only call
 * sites see it; "A/B": additive where values are sent, breaking where they are read.
 */
const expectations = {
  "–": "nothing",
  D: "nothing",
  "=": "as the wire",
  any: "anything",
  A: ["additive"],
  R: ["risky"],
  Rk: ["risky"],
  "Rk/Bc": ["risky", "breaking"],
  B: ["breaking"],
  Bk: ["breaking"],
  Bc: ["breaking"],
  "A/B": ["additive", "breaking"],
  "B/A": ["additive", "breaking"],
  "B/R": ["risky", "breaking"],
} as const satisfies Record<string, Expectation>;

export type Expectation = "nothing" | "as the wire" | "anything" | readonly ChangeClass[];

/** The classes of a change of one construct: for senders, for readers and for the compiler. */
export interface Rule {
  /** For values that the consumer sends; null: cannot happen, or the lines inside report it. */
  request: Choice | null;
  /** For values that the consumer reads. */
  response: Choice | null;
  types: Expectation;
  /** The finding fills in marks such as `{name}`; null: no sentence. */
  sentence: string | null;
}

/** `·`: cannot happen in this direction; `=`: the lines about the schema report it. */
type WireCell = Letter | "·" | "=" | Choice;

export function row(
  request: WireCell,
  response: WireCell,
  types: keyof typeof expectations,
  sentence: string | null,
): Rule {
  return {
    request: choiceOf(request),
    response: choiceOf(response),
    types: expectations[types],
    sentence,
  };
}

function choiceOf(cell: WireCell): Choice | null {
  if (typeof cell === "object") return cell;
  return cell === "·" || cell === "=" ? null : { usual: classes[cell], classes: [classes[cell]] };
}

/** The first class, unless the comparing code shows that another holds. */
export function or(usual: Letter, ...others: Letter[]): Choice {
  return { ...caller(usual, ...others), usual: classes[usual] };
}

/** The comparing code decides which of these holds. */
export function caller(...letters: Letter[]): Choice {
  return { usual: null, classes: letters.map((letter) => classes[letter]) };
}
