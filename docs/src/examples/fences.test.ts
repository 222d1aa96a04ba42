import { expect, test } from "vitest";
import { pages, sources } from "../repository.ts";
import { blocksOfDocstrings, blocksOfPage } from "./code-blocks.ts";
import { isOnlyInProject, isProgram } from "./programs.ts";

const blocks = [
  ...(await pages()).flatMap(blocksOfPage),
  ...(await sources()).flatMap(blocksOfDocstrings),
];

/** Read by people, or by other tests. */
const others = ["sh", "yaml", "json", "mermaid", "ini", "sql", "text", "python", "go"];

test("each fence names a language that some test looks at, or that only people read", () => {
  const unknown = blocks.filter(
    (block) => !isProgram(block) && !isOnlyInProject(block) && !others.includes(block.language),
  );
  expect(unknown.map(({ path, line, language }) => `${path}:${line}: "${language}"`)).toEqual([]);
});

test("each program that is not run says why, in a comment before it", () => {
  const silent = blocks.filter(({ words, comment }) => words.includes("no-run") && !comment);
  expect(silent.map(({ path, line }) => `${path}:${line}`)).toEqual([]);
});

test("a fence has only words that a test reads", () => {
  const odd = blocks.filter(({ words }) =>
    words.some((word) => !/^(no-run|in-project|database|proxy|env-proxy)$/.test(word)),
  );
  expect(odd.map(({ path, line, words }) => `${path}:${line}: ${words.join(" ")}`)).toEqual([]);
});
