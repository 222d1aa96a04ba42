import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pages, repositoryRoot } from "../repository.ts";
import { blocksOfPage } from "./code-blocks.ts";
import { isOfProject } from "./programs.ts";

const blocks = (await pages()).flatMap(blocksOfPage);

test("each block that names a file of examples is that file", async () => {
  const shown = blocks.filter(isOfProject);
  for (const { path, line, code, comment = "" } of shown) {
    const file = await readFile(join(repositoryRoot, comment), "utf8");
    expect(`${code}\n`, `${path}:${line}`).toBe(file);
  }
  expect(shown.length).toBeGreaterThan(0);
});
