import type { InlineCode, Root } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { visit } from "unist-util-visit";
import { blocksOfPage } from "../examples/code-blocks.ts";
import type { TextFile } from "../repository.ts";

/** A command that a page tells its reader to run. */
export interface Command {
  path: string;
  line: number;
  /** The program and its arguments. */
  words: string[];
}

const runners = /^(pnpm|npm|npx|node) /;

/** The commands of a page: of its `sh` blocks, and those that stand in a sentence or a table. */
export function commandsOf(page: TextFile): Command[] {
  const { path, text } = page;
  const inBlocks = blocksOfPage(page)
    .filter(({ language }) => language === "sh")
    .flatMap(({ line, code }) =>
      code.split("\n").flatMap((row, index) => commandsIn(row, path, line + index)),
    );
  const tree: Root = remark().use(remarkGfm).parse(text);
  const inSentences: Command[] = [];
  visit(tree, "inlineCode", ({ value, position }: InlineCode) => {
    if (runners.test(value))
      inSentences.push(...commandsIn(value, path, position?.start.line ?? 0));
  });
  return [...inBlocks, ...inSentences];
}

function commandsIn(row: string, path: string, line: number): Command[] {
  const code = row.replace(/(^|\s)#.*$/, "");
  return code
    .split(/&&|\|\||[|;]/)
    .map((part) => part.trim().split(/\s+/))
    .map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word))))
    .filter(([first]) => first !== undefined && first !== "")
    .map((words) => ({ path, line, words }));
}
