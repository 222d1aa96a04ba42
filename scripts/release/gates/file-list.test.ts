import { expect, test } from "vitest";
import { fileListFindings } from "./file-list.ts";
import { packedPackages } from "./packed-package.ts";
import { brokenCopy, packageNamed } from "./testing/broken-copy.ts";

const packages = await packedPackages();
const embeds = packageNamed("@shared/kapso-embeds", packages);

test.each(packages)("the tarball of $name has the expected files", (packed) => {
  expect(fileListFindings(packed)).toEqual([]);
});

test.each(["src/ensure.ts", "dist/ensure.test.js", "dist/testing/bench.js", "dist/.tsbuildinfo"])(
  "%s in a tarball is found",
  (path) => {
    expect(fileListFindings(brokenCopy(embeds, { [path]: "" }))).toEqual([
      expect.stringContaining(
        `@shared/kapso-embeds: ${path} is in its tarball and does not belong there. Narrow "files"`,
      ),
    ]);
  },
);

test("a tarball without a README is found", () => {
  expect(fileListFindings(brokenCopy(embeds, { "README.md": undefined }))).toEqual([
    "@shared/kapso-embeds: its tarball has no README.md.",
  ]);
});

test("a file built from a deleted source is found", () => {
  const broken = brokenCopy(embeds, { "dist/gone.js": "", "dist/gone.d.ts": "" });
  expect(fileListFindings(broken)).toEqual([
    "@shared/kapso-embeds: dist/gone.d.ts has no src/gone.ts. Delete dist and build again.",
  ]);
});

test("a package without a file list is found", () => {
  expect(fileListFindings({ ...embeds, name: "@shared/new" })).toEqual([
    "@shared/new: scripts/release/gates/file-list.ts does not say what its tarball may have.",
  ]);
});
