import { type Change, place, rank } from "@shared/openapi-verdict";
import type { CompileError } from "./compile-errors.ts";

/** The change that an error of the compiler most likely comes from: the strictest one that names what the error names. */
export function causeOf({ message }: CompileError, changes: readonly Change[]): string | undefined {
  const named = new Set([...message.matchAll(/['"]([^'"\s]+)['"]/g)].map(([, name = ""]) => name));
  const score = (change: Change): number =>
    namesIn(change).filter((name) => named.has(name) || message.includes(`"${name}"`)).length;
  const [best] = changes
    .map((change) => ({ change, score: score(change) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || rank(b.change.class) - rank(a.change.class));
  return best && `${place(best.change)}: ${best.change.text}`;
}

/** Field names of the location, paths, and what the sentence quotes. */
function namesIn({ operation, location, text }: Change): string[] {
  const path = operation?.split(" ")[1];
  const fields = location.split(/[\s.,[\]]+/).filter((word) => word.length > 1);
  const quoted = [...text.matchAll(/[\w/{}-]{2,}/g)].map(([word]) => word);
  const words = ["request", "response", "operation", "path", "body", "is", "gone", "the"];
  return [path ?? "", ...fields, ...quoted].filter((name) => name !== "" && !words.includes(name));
}
