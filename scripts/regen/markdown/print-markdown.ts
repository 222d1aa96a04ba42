import type { RootContent } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";

/** The only function of this script that prints Markdown. */
const printer = remark()
  .use(remarkGfm, { tablePipeAlign: false })
  .data("settings", {
    bullet: "-",
    // Two of the same kind in a row would change the bullet.
    bulletOther: "*",
    rule: "-",
    unsafe: [
      // A workflow command, where a log shows the text.
      { character: ":", after: ":", atBreak: true },
      // Mathematics on GitHub, which may hold a link.
      { character: "$", inConstruct: "phrasing" },
    ],
  })
  .freeze();

/** The text of a document made of blocks (`blocks.ts`), with a line break at its end. */
export function printMarkdown(blocks: readonly RootContent[]): string {
  return printer.stringify({ type: "root", children: [...blocks] });
}
