import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pages, repositoryAddress, repositoryRoot } from "../repository.ts";
import { brokenLinks } from "./broken-links.ts";

test("each link of a page leads to a file and a heading that are there", async () => {
  const paths = (await pages()).map(({ path }) => path);
  expect(await brokenLinks(repositoryRoot, paths, repositoryAddress)).toEqual([]);
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

test("a link by the repository's address is looked up in the tree", async () => {
  const folder = await mkdtemp(join(tmpdir(), "links-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const url = "https://git.example.com/acme/platform";
  await writeFile(join(folder, "b.md"), "# B\n");
  await writeFile(
    join(folder, "a.md"),
    `[b](${url}/blob/main/b.md#b) [gone](${url}/blob/main/gone.md) [other](https://example.com/x)\n`,
  );
  expect(await brokenLinks(folder, ["a.md", "b.md"], url)).toEqual([
    expect.stringContaining("a.md:1: Cannot find file `gone.md`"),
  ]);
});

test("a published README leads to no file by a relative link, which a registry's page does not have", async () => {
  const published = (await pages()).filter(({ path }) => /^packages\/\w+\/README\.md$/.test(path));
  for (const { path, text } of published) {
    expect(text.match(/\]\((?!https:\/\/|#)[^)]*\)/g) ?? [], path).toEqual([]);
  }
});
