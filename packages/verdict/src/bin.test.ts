import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { expect, it } from "vitest";
import { rulesTable } from "./rules/rules-table.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));

it("the built command runs without the sources of the repository", async () => {
  const run = (...words: string[]) => runCommand(process.execPath, words, { cwd: folder });
  if (!existsSync(`${folder}dist/bin.js`)) await run("scripts/build.ts");
  const { stdout } = await run("dist/bin.js", "rules");
  expect(stdout.trim()).toBe(rulesTable());
});
