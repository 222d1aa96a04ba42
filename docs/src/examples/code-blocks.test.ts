import { expect, test } from "vitest";
import { blocksOfDocstrings, blocksOfPage } from "./code-blocks.ts";

test("a block of a page has its line, its words and the comment before it", () => {
  const text = "# Page\n\n<!-- It listens. -->\n\n```ts no-run\nlisten();\n```\n\n~~~sh\nls\n~~~\n";
  expect(blocksOfPage({ path: "page.md", text })).toEqual([
    {
      path: "page.md",
      line: 6,
      language: "ts",
      words: ["no-run"],
      code: "listen();",
      comment: "It listens.",
    },
    { path: "page.md", line: 10, language: "sh", words: [], code: "ls", comment: undefined },
  ]);
});

test("a block of a docstring is found at its line in the source", () => {
  const text =
    "const a = 1;\n/**\n * Does.\n *\n * @example\n * ```ts\n * does();\n *   twice();\n * ```\n */\n";
  expect(blocksOfDocstrings({ path: "a.ts", text })).toMatchObject([
    { line: 7, language: "ts", code: "does();\n  twice();" },
  ]);
});
