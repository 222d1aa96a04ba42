import type { ChangeClass, Direction } from "../rules/change-class.ts";
import type { RuleId } from "../rules/rules.ts";

/** The comparison that decided the class. */
export type DecidedBy = "document" | "types" | "both";

/** One line of the report: one cause, for all places that show it. */
export interface Change {
  class: ChangeClass;
  /** For example "POST /inbox_embeds"; null for the whole document. */
  operation: string | null;
  /** For example "request inbox_embed.name". */
  location: string;
  direction: Direction | null;
  /** One sentence about the document, then the classes of both comparisons if they differ. */
  text: string;
  /** The sentence about the document only. */
  sentence: string;
  /** The values of the marks in the sentence: the old name, the new one, … */
  marks: Readonly<Record<string, string | number | undefined>>;
  /** Every place that shows the change, the first one included. */
  places: readonly string[];
  decidedBy: DecidedBy;
  /** The row of the rules that decided. */
  rule: RuleId;
  /** Class on the wire and class for TypeScript. */
  wire: ChangeClass;
  types: ChangeClass;
}

/** The place of a change as text: the operation and the place within it. */
export function place({ operation, location }: Pick<Change, "operation" | "location">): string {
  return [operation, location === "operation" ? "" : location].filter(Boolean).join(", ");
}
