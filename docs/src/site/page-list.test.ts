import { expect, test } from "vitest";
import { pages } from "../repository.ts";
import { isInRepository, listPage, readPageList, siteFile, sitePages } from "./page-list.ts";

const groups = readPageList();
const listed = groups.flatMap((group) => group.pages.map(({ path }) => path));

test("each page under docs/ and of a published package is in the site's sidebar, once", async () => {
  const written = (await pages())
    .map(({ path }) => path)
    .filter((path) => /^docs\/|^packages\/(client|embeds|emulator|types)\/[A-Z]/.test(path))
    .filter((path) => path !== listPage);
  expect(written.filter((path) => !listed.includes(path))).toEqual([]);
  expect(listed.length).toBe(new Set(listed).size);
  expect(listed.filter((path) => !isInRepository(path))).toEqual([]);
});

test("no two pages have the same address", () => {
  const files = [...sitePages(groups)].map((path) => siteFile(path).toLowerCase());
  expect(files.length).toBe(new Set(files).size);
});

test("the list's tables become groups, and other links do not", () => {
  const text =
    "# List\n\n[no](x.md)\n\n## A\n\n| page | for |\n| --- | --- |\n| [X](x.md) | [no](n.md) |\n\n## B\n\n[no](y.md)\n";
  expect(readPageList(text)).toEqual([{ title: "A", pages: [{ title: "X", path: "docs/x.md" }] }]);
});
