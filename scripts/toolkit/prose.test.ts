import { expect, test } from "vitest";
import { isChecked, proseFaults } from "./prose.ts";

const long = `${"word ".repeat(46)}end.`;

test("finds a listed word with its line and what to write instead", () => {
  expect(proseFaults("const a = 1;\n// Nobody reads it.\n", "a.ts")).toEqual([
    { line: 2, found: '"Nobody"', instead: "no one, or the noun: no caller, no package" },
  ]);
  expect(proseFaults("both witnesses", "a.ts")).toMatchObject([{ instead: "check, comparison" }]);
});

test("leaves an identifier alone that contains a listed word", () => {
  expect(proseFaults("function isKnowsList(unknownsAt: number) {}", "a.ts")).toEqual([]);
  expect(proseFaults("no-answers.ts", "a.ts")).toEqual([]);
});

test("finds a long sentence of a Markdown page at its first line", () => {
  expect(proseFaults(`# Page\n\nShort.\n\n- Also short. ${long}\n`, "a.md")).toMatchObject([
    { line: 5, found: "a sentence of 47 words" },
  ]);
  expect(proseFaults(long, "a.ts")).toEqual([]);
});

test("finds a long sentence of a docstring, and counts no words of other comments and of code", () => {
  const program = `// ${long}\nconst a = "${long}";\n/**\n * Short.\n *\n * @throws ${long}\n */\nexport let b;\n`;
  expect(proseFaults(program, "a.ts")).toMatchObject([
    { line: 6, found: "a sentence of 48 words" },
  ]);
});

test("ignores code spans of Markdown and comments, and reads template literals", () => {
  expect(proseFaults("the list `told once, answers`", "a.md")).toEqual([]);
  expect(proseFaults(" * @default `answers`", "a.ts")).toEqual([]);
  expect(proseFaults("say(`It answers twice.`);", "a.ts")).toMatchObject([{ found: '"answers"' }]);
});

test("counts no words of code, tables, comments and link targets", () => {
  const words = "word ".repeat(50);
  const page = `\`\`\`sh\n${words}\n\`\`\`\n\n| ${words} |\n\n<!-- ${words} -->\n\n[a](b c d)\n`;
  expect(proseFaults(page, "a.md")).toEqual([]);
});

test("checks no file that a bump writes", () => {
  const written = [".changeset/spec-0123.md", "packages/types/CHANGELOG.md", "specs/a.source.md"];
  expect(written.filter(isChecked)).toEqual([]);
  expect(isChecked("packages/types/README.md")).toBe(true);
});
