import { type RuleId, ruleOf } from "./all-rules.ts";

/** From harmless to strict. */
export const changeClasses = ["none", "docs", "additive", "risky", "breaking"] as const;
export type ChangeClass = (typeof changeClasses)[number];

/** What the consumer sends is a request, what it reads is a response; so a webhook's payload is a response. */
export type Direction = "request" | "response";
export type Witness = "document" | "types" | "both";

export interface Change {
  class: ChangeClass;
  /** For instance "POST /inbox_embeds"; null where the whole document is meant. */
  operation: string | null;
  /** For instance "request inbox_embed.name". */
  location: string;
  direction: Direction | null;
  /** One sentence. */
  text: string;
  witness: Witness;
  /** The row of the rules that decided. */
  rule: RuleId;
  /** Both wire and types class, so that a reader sees where the witnesses disagree. */
  wire: ChangeClass;
  types: ChangeClass;
}

/** What one witness saw at one place, before the two are joined. */
export interface Finding {
  rule: RuleId;
  class: ChangeClass;
  operation: string | null;
  location: string;
  direction: Direction | null;
  text: string;
  /** The same for every place that shows one and the same edit. */
  cause: string;
}

export function rank(level: ChangeClass): number {
  return changeClasses.indexOf(level);
}

export function stricter(one: ChangeClass, other: ChangeClass): ChangeClass {
  return rank(one) >= rank(other) ? one : other;
}

export function strictest(levels: Iterable<ChangeClass>): ChangeClass {
  let result: ChangeClass = "none";
  for (const level of levels) result = stricter(result, level);
  return result;
}

const letters: Readonly<Record<string, ChangeClass>> = {
  B: "breaking",
  R: "risky",
  A: "additive",
  D: "docs",
  N: "none",
};

/** The class that a rule's cell gives at once; a cell such as "as operation" needs its caller's word. */
export function classOf(rule: RuleId, direction: Direction): ChangeClass {
  const cell = ruleOf(rule)[direction];
  const level = letters[cell.charAt(0)];
  const certain = level !== undefined && !/^[a-z]/.test(cell) && !cell.startsWith("by");
  if (!certain)
    throw new Error(`Rule ${rule} gives no class by itself for a ${direction}: "${cell}"`);
  return level;
}

export type Marks = Readonly<Record<string, string | number | undefined>>;

export function sentence(rule: RuleId, marks: Marks = {}): string {
  const text = ruleOf(rule).sentence ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(marks[name] ?? whole));
}

/** Where a change is, for people: the operation and the place within it. */
export function place({ operation, location }: Change): string {
  const plain = location === "operation" ? "" : location;
  return [operation, plain].filter((part) => part !== null && part !== "").join(", ");
}
