import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { cacheFolder } from "../paths.ts";

// Not in the workspace: some two hundred packages that only this measurement needs.
const prismPackage = "@stoplight/prism-cli";
const prismVersion = "5.16.0";

/** Installs Prism beside this package, once, from the registry that npm is set up with. */
export async function installPrism(): Promise<{ command: string; version: string }> {
  const folder = join(cacheFolder, "prism");
  const installed = join(folder, "node_modules", prismPackage);
  const found = await versionIn(installed);
  if (found !== prismVersion) {
    await mkdir(folder, { recursive: true });
    const words = ["install", "--prefix", folder, "--no-audit", "--no-fund"];
    await runCommand("npm", [...words, `${prismPackage}@${prismVersion}`], { cwd: folder });
  }
  return { command: join(installed, "dist/index.js"), version: prismVersion };
}

async function versionIn(folder: string): Promise<string | undefined> {
  const manifest = await readFile(join(folder, "package.json"), "utf8").catch(() => undefined);
  return manifest === undefined ? undefined : JSON.parse(manifest).version;
}
