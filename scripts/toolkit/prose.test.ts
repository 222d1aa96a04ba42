import { expect, test } from "vitest";
import { isChecked, proseFaults } from "./prose.ts";

test("finds a listed word with its line and what to write instead", () => {
  expect(proseFaults("const a = 1;\n// Nobody reads it.\n", false)).toEqual([
    { line: 2, found: '"Nobody"', instead: "no one, or the noun: no caller, no package" },
  ]);
  expect(proseFaults("both witnesses", false)).toMatchObject([{ instead: "check, comparison" }]);
});

test("leaves an identifier alone that contains a listed word", () => {
  expect(proseFaults("function isKnowsList(unknownsAt: number) {}", false)).toEqual([]);
});

test("finds a long sentence of a Markdown page at its first line", () => {
  const long = `${"word ".repeat(46)}end.`;
  expect(proseFaults(`# Page\n\nShort.\n\n- Also short. ${long}\n`, true)).toMatchObject([
    { line: 5, found: "a sentence of 47 words" },
  ]);
  expect(proseFaults(long, false)).toEqual([]);
});

test("counts no words of code, tables, comments and link targets", () => {
  const words = "word ".repeat(50);
  const page = `\`\`\`sh\n${words}\n\`\`\`\n\n| ${words} |\n\n<!-- ${words} -->\n\n[a](b c d)\n`;
  expect(proseFaults(page, true)).toEqual([]);
});

test("checks no file that a bump writes", () => {
  const written = [".changeset/spec-0123.md", "packages/types/CHANGELOG.md", "specs/a.source.md"];
  expect(written.filter(isChecked)).toEqual([]);
  expect(isChecked("packages/types/README.md")).toBe(true);
});
