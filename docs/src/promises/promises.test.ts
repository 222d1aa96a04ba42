import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../repository.ts";

const docs = join(repositoryRoot, "docs");

test("each promise of what-holds.md names a test that exists", async () => {
  const page = await readFile(join(docs, "what-holds.md"), "utf8");
  const promises = page.split("\n").filter((line) => /^\| [A-Z`]/.test(line));
  const broken: string[] = [];
  for (const promise of promises) {
    const [, name = "", target = ""] = /\[([^\]]+)\]\(([^)]+\.test\.ts)\) \|$/.exec(promise) ?? [];
    const file = await readFile(join(docs, target), "utf8").catch(() => "");
    if (name === "" || !file.includes(name)) broken.push(promise);
  }
  expect(broken).toEqual([]);
  expect(promises.length).toBeGreaterThan(10);
});
