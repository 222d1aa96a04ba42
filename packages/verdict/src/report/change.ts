import type { ChangeClass, Direction } from "../rules/change-class.ts";
import type { RuleId } from "../rules/rules.ts";

/** Which comparison decided the class. */
export type DecidedBy = "document" | "types" | "both";

/** One line of the report: one cause, however many places show it. */
export interface Change {
  class: ChangeClass;
  /** For example "POST /inbox_embeds"; null where the whole document is meant. */
  operation: string | null;
  /** For example "request inbox_embed.name". */
  location: string;
  direction: Direction | null;
  /** One sentence. */
  text: string;
  decidedBy: DecidedBy;
  /** The row of the rules that decided. */
  rule: RuleId;
  /** Class on the wire and class for TypeScript, so that a reader sees where they differ. */
  wire: ChangeClass;
  types: ChangeClass;
}

/** Where a change is, for people: the operation and the place within it. */
export function place({ operation, location }: Change): string {
  return [operation, location === "operation" ? "" : location].filter(Boolean).join(", ");
}
