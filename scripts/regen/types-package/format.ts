import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { isAlive } from "../write/is-alive.ts";
import type { Files } from "../write/plan.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const require = createRequire(import.meta.url);
const biome = require.resolve("@biomejs/biome/bin/biome");

/** Temporary folders have the machine and the process in their names. */
const prefix = `regen-format.${hostname()}.`;

/**
 * Biome's formatting with the repository's configuration, as a pure function of the contents. One
 * process for all files, in a temporary folder.
 */
export async function formatFiles(files: Files): Promise<Files> {
  await removeOrphans();
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}.`));
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const options = [`--config-path=${repository}`, "--vcs-enabled=false"];
    await runCommand(process.execPath, [biome, "format", "--write", ...options, folder], {
      cwd: folder,
    });
    const formatted: Files = new Map();
    for (const path of files.keys())
      formatted.set(path, await readFile(join(folder, path), "utf8"));
    return formatted;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The temporary folders of killed runs. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
