import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { buildReference } from "./build.ts";

test("the reference builds, with everything exported documented and no link broken", async () => {
  const folder = await mkdtemp(join(tmpdir(), "reference-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  expect(await buildReference(folder)).toEqual([]);
  const first = await readFile(join(folder, "README.md"), "utf8");
  for (const name of ["kapso-client", "kapso-client/embed", "kapso-embeds/file", "kapso-types"]) {
    expect(first).toContain(`[@shared/${name}](`);
  }
});
