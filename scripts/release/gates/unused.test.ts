import { appendFile, cp, glob, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { expect, onTestFinished, test } from "vitest";
import { repositoryRoot } from "../packages.ts";

const notCommitted = new Set(["node_modules", "dist", ".git", ".turbo", ".regen", ".cache"]);

/** The committed files of this repository, with its dependencies. */
async function copyRepository(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "kapso-unused-"));
  onTestFinished(() => rm(copy, { recursive: true }));
  const filter = (path: string) => !notCommitted.has(basename(path));
  await cp(repositoryRoot, copy, { recursive: true, filter });
  for await (const manifest of glob("**/package.json", { cwd: copy })) {
    const modules = join(dirname(manifest), "node_modules");
    await symlink(join(repositoryRoot, modules), join(copy, modules), "junction");
  }
  return copy;
}

// `npm test` runs knip on the repository as it is. This test shows that it finds something.
test.runIf(isFullLevel)("knip finds an unused file, export and dependency", async () => {
  const copy = await copyRepository();
  const client = join(copy, "packages/client/src");
  await writeFile(join(client, "orphan.ts"), "export const orphan = 1;\n");
  await writeFile(join(client, "pair.ts"), "export const used = 1;\nexport const unused = 2;\n");
  await appendFile(join(client, "index.ts"), 'import { used } from "./pair.ts";\nvoid used;\n');
  const manifest = join(copy, "packages/embeds/package.json");
  const { dependencies, ...rest } = JSON.parse(await readFile(manifest, "utf8"));
  const more = { ...rest, dependencies: { ...dependencies, hono: "catalog:" } };
  await writeFile(manifest, JSON.stringify(more));

  const knip = join(repositoryRoot, "node_modules/knip/bin/knip.js");
  const words = [knip, "--reporter", "compact"];
  const error = await runCommand(process.execPath, words, { cwd: copy }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommandError);
  expect((error as CommandError).stdout.split("\n")).toEqual(
    expect.arrayContaining([
      "packages/client/src/orphan.ts: packages/client/src/orphan.ts",
      "packages/client/src/pair.ts: unused",
      "packages/embeds/package.json: hono",
    ]),
  );
});
