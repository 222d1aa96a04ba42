import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pages, repositoryRoot } from "../repository.ts";
import { brokenLinks } from "./broken-links.ts";

test("each link of a page leads to a file and a heading that are there", async () => {
  const paths = (await pages()).map(({ path }) => path);
  expect(await brokenLinks(repositoryRoot, paths)).toEqual([]);
  expect(paths.length).toBeGreaterThan(5);
});

test("a link to a file or heading that is gone is noticed, wherever it leads", async () => {
  const folder = await mkdtemp(join(tmpdir(), "links-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "how-to"));
  await writeFile(join(folder, "a.md"), "# A\n\n[b](how-to/b.md#b) [no](#no) [gone](gone.md)\n");
  await writeFile(join(folder, "how-to/b.md"), "# B\n\n[a](../a.md) [no](../a.md#no)\n");
  expect(await brokenLinks(folder, ["a.md", "how-to/b.md"])).toEqual([
    expect.stringContaining("a.md:3: Cannot find heading for `#no`"),
    expect.stringContaining("a.md:3: Cannot find file `gone.md`"),
    expect.stringContaining("how-to/b.md:3: Cannot find heading for `#no` in `../a.md`"),
  ]);
});
