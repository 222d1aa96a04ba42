import type { Code, Html, Root } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { visit } from "unist-util-visit";
import type { TextFile } from "../repository.ts";

/** A fenced block of a page or of a docstring. */
export interface CodeBlock {
  /** The page or source file. */
  path: string;
  /** Of the block's first line of code in that file, from 1 on. */
  line: number;
  /** `ts`, `sh`, …; empty when the fence names none. */
  language: string;
  /** What the fence says after the language, such as `no-run`. */
  words: string[];
  code: string;
  /** What the HTML comment before the block says. */
  comment: string | undefined;
}

/** The blocks of a Markdown page. */
export function blocksOfPage({ path, text }: TextFile): CodeBlock[] {
  const tree: Root = remark().use(remarkGfm).parse(text);
  const blocks: CodeBlock[] = [];
  visit(tree, "code", (node: Code, index, parent) => {
    const before = parent?.children[(index ?? 0) - 1];
    blocks.push({
      path,
      line: (node.position?.start.line ?? 0) + 1,
      language: node.lang ?? "",
      words: node.meta?.split(/\s+/) ?? [],
      code: node.value,
      comment: before?.type === "html" ? commentIn(before) : undefined,
    });
  });
  return blocks;
}

/** The blocks of a source file's docstrings, which are Markdown too. */
export function blocksOfDocstrings({ path, text }: TextFile): CodeBlock[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ 0: docstring, index }) => {
    const first = text.slice(0, index).split("\n").length;
    const page = docstring.replaceAll(/^[ \t]*(\/\*\*|\*\/|\*) ?/gm, "");
    return blocksOfPage({ path, text: page }).map((block) => ({
      ...block,
      line: first + block.line - 1,
    }));
  });
}

function commentIn({ value }: Html): string | undefined {
  return /^<!--([\s\S]*)-->$/.exec(value.trim())?.[1]?.trim() || undefined;
}
