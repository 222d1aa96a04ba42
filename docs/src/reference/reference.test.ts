import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { buildReference } from "./build.ts";

test("the reference builds, with everything exported documented, functions by an example, and no link broken", async () => {
  const folder = await mkdtemp(join(tmpdir(), "reference-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  expect(await buildReference(folder)).toEqual([]);
  const first = await readFile(join(folder, "README.md"), "utf8");
  for (const name of ["kapso-client", "kapso-client/embed", "kapso-embeds/file", "kapso-types"]) {
    expect(first).toContain(`[@shared/${name}](`);
  }

  // A guard's name says how it is used.
  const functions = await Array.fromAsync(glob("**/functions/*.md", { cwd: folder }));
  const told = functions.filter((path) => !/^is[A-Z]/.test(basename(path)));
  for (const path of told) {
    expect(await readFile(join(folder, path), "utf8"), path).toContain("## Example");
  }
  expect(told.length).toBeGreaterThan(15);
});
