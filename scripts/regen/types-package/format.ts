import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "@shared/toolkit/run-command.ts";
import type { Files } from "../write/plan.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const require = createRequire(import.meta.url);
const biome = require.resolve("@biomejs/biome/bin/biome");

/**
 * Biome's formatting with the repository's configuration, as a pure function of the contents. One
 * process for all files, in a temporary folder.
 */
export async function formatFiles(files: Files): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), "format-"));
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
