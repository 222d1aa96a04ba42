import { expect, test } from "vitest";
import { pages, sources } from "../repository.ts";
import { blocksOfDocstrings, blocksOfPage } from "./code-blocks.ts";
import { compile } from "./compile.ts";
import { isRunnable, writePrograms } from "./programs.ts";
import { run } from "./run.ts";

const blocks = [
  ...(await pages()).flatMap(blocksOfPage),
  ...(await sources()).flatMap(blocksOfDocstrings),
];

test("each program of the pages and docstrings compiles against the built packages", async () => {
  await using written = await writePrograms(blocks);
  console.log(`${written.programs.length} programs`);
  expect(compile(written.programs)).toEqual([]);
  expect(written.programs.length).toBeGreaterThan(40);
});

test("each program that can be run runs to its end against the emulator", async () => {
  await using written = await writePrograms(blocks.filter(isRunnable));
  const waiting = [...written.programs];
  const problems: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const problem = await run(next);
      if (problem) problems.push(problem);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  console.log(`${written.programs.length} programs ran`);
  expect(problems).toEqual([]);
});
