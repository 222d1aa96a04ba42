import { isAbsolute, join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Change, place, rank } from "@shared/openapi-verdict";

/** One error of the TypeScript compiler. */
export interface CompileError {
  /** Relative to the folder that was checked. */
  file: string;
  line: number;
  message: string;
}

/** Reads `tsc --pretty false`, also when turbo has put a task's name before each line. */
export function compileErrors(output: string, folder: string): CompileError[] {
  return stripVTControlCharacters(output)
    .split("\n")
    .flatMap((line) => {
      const found = /^(?:@?[\w/.-]+:[\w-]+: )?(\S[^(]*)\((\d+),\d+\): error (TS\d+: .*)$/.exec(
        line,
      );
      if (!found) return [];
      const [, path = "", number = "0", message = ""] = found;
      const file = isAbsolute(path) ? relative(folder, path) : relative(folder, join(folder, path));
      return [{ file, line: Number(number), message }];
    });
}

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
