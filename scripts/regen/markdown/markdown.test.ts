import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { hostilePieces } from "@shared/toolkit/testing/hostile-text.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bullets, details, heading, paragraph, table } from "./blocks.ts";
import { code, strong } from "./inline.ts";
import { printMarkdown } from "./print-markdown.ts";
import { dangersOf, nodeTypes, readMarkdown } from "./testing/dangers.ts";

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: "binary" })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.join(""));

/** A document with the texts in every possible position. */
function everywhere(a: string, b: string): string {
  return printMarkdown([
    heading(1, a),
    paragraph(a),
    paragraph(a, b),
    paragraph(a, ": ", code(b), b),
    paragraph(code(a), strong("Breaking"), a),
    bullets([[a], [code(b), a], [strong("Check"), " ", a, ": ", b]]),
    ...details("places", [
      table(
        ["where", "what"],
        [
          [a, b],
          [[code(a)], [code(a), b]],
        ],
      ),
    ]),
    bullets([[b]]),
    paragraph(b),
  ]);
}

const harmless = nodeTypes(readMarkdown(everywhere("word", "other")));

test("1,000 hostile texts in every position add no link, image, HTML, heading, task, mention or command", () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      // Text that is white space only may leave a paragraph empty.
      fc.pre(/\S/.test(a.replace(/\p{C}/gu, "")) && /\S/.test(b.replace(/\p{C}/gu, "")));
      const text = everywhere(a, b);
      const root = readMarkdown(text);
      expect(dangersOf(text, root)).toEqual([]);
      expect(nodeTypes(root)).toEqual(harmless);
    }),
    // Two texts a run.
    { numRuns: isFullLevel ? 5000 : 500 },
  );
});

test.each([
  ["<b>", "\\<b>\n"],
  ["@team", "@\u200bteam\n"],
  ["fixes #1", "fixes #\u200b1\n"],
  ["https://a.example", "https:\u200b//a.example\n"],
  ["# no heading", "\\# no heading\n"],
  ["::error::x", "\\::error::x\n"],
  ["a  \n\n b", "a b\n"],
  [`${"x".repeat(700)}`, `${"x".repeat(600)}…\n`],
])("text %# is printed as text", (text, printed) => {
  expect(printMarkdown([paragraph(text)])).toBe(printed);
});

test("a link in two halves is no link", () => {
  expect(printMarkdown([paragraph("https:", "//a.example, ", "ww", "w.b.example")])).toBe(
    "https:\u200b//a.example, www\u200b.b.example\n",
  );
});

test("the title of a folded part cannot come from a document", () => {
  expect(() => details("</summary>", [])).toThrow("The title of a folded part");
});
