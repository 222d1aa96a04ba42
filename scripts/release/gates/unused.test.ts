import { execFile } from "node:child_process";
import { appendFile, cp, glob, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../packages.ts";

// Of the repository as it is, knip is asked by a task of its own, beside the linter's. Here it is
// seen to find something.

const NOT_COMMITTED = new Set(["node_modules", "dist", ".git", ".turbo", ".regen", "artifacts"]);
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "kapso-unused-"));
  await cp(ROOT, copy, { recursive: true, filter: (path) => !NOT_COMMITTED.has(basename(path)) });
  for await (const manifest of glob("**/package.json", { cwd: copy })) {
    const modules = join(dirname(manifest), "node_modules");
    await symlink(join(ROOT, modules), join(copy, modules), "junction");
  }
});

afterAll(() => rm(copy, { recursive: true }));

test("a file, an export and a dependency that nobody uses are found", async () => {
  await writeFile(join(copy, "packages/client/src/orphan.ts"), "export const orphan = 1;\n");
  await appendFile(
    join(copy, "packages/client/src/errors/redact.ts"),
    "export const unused = 1;\n",
  );
  const manifest = join(copy, "packages/embeds/package.json");
  const { dependencies, ...rest } = JSON.parse(await readFile(manifest, "utf8"));
  const more = { ...rest, dependencies: { ...dependencies, hono: "catalog:" } };
  await writeFile(manifest, JSON.stringify(more));

  const knip = join(ROOT, "node_modules/knip/bin/knip.js");
  const found = await promisify(execFile)(process.execPath, [knip, "--reporter", "compact"], {
    cwd: copy,
  }).catch(({ stdout }: { stdout: string }) => stdout);
  expect(String(found).split("\n")).toEqual(
    expect.arrayContaining([
      "packages/client/src/orphan.ts: packages/client/src/orphan.ts",
      "packages/client/src/errors/redact.ts: unused",
      "packages/embeds/package.json: hono",
    ]),
  );
});
