import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commandLine, optionTypes } from "./commands/command-line.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const optionsIn = (text: string) =>
  new Set([...text.matchAll(/(?<![\w-])--([a-z]+(?:-[a-z]+)*)/g)].map(([, name]) => name ?? ""));

test("--help has every option, and no other", () => {
  const known = [...Object.keys(optionTypes), "help"];
  expect([...optionsIn(commandLine.usage)].sort()).toEqual(known.sort());
});

test("the README names only existing options, and each option that accepts a stopped bump", () => {
  const named = optionsIn(readme);
  const known = optionsIn(commandLine.usage);
  expect([...named].filter((name) => !known.has(name))).toEqual([]);
  for (const name of [
    "debug",
    "trust-changes",
    "write-anyway",
    "shorter-end",
    "overwrite-edits",
    "max-lost",
  ]) {
    expect(named).toContain(name);
  }
});
