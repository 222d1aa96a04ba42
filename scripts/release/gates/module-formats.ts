import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { install, type PackedPackage } from "./packed-package.ts";

const program = `
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const list = (exported) => Object.keys(exported).filter((name) => name !== "default").sort();
const found = [];
for (const entry of JSON.parse(process.argv[2])) {
  const file = require.resolve(entry);
  found.push([entry, file.endsWith(".cjs"), list(await import(entry)), list(require(entry))]);
}
console.log(JSON.stringify(found));
`;

/** Entries of packed packages that export other names when they are required than when imported. */
export async function moduleFormatFindings(packages: readonly PackedPackage[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-formats-"));
  try {
    await install(packages, folder);
    await writeFile(join(folder, "program.mjs"), program);
    const entries = JSON.stringify(packages.flatMap(entriesOf));
    const { stdout } = await runCommand("node", ["program.mjs", entries], { cwd: folder });
    const found: [string, boolean, string[], string[]][] = JSON.parse(stdout);
    return found.flatMap(([entry, isCommonjs, imported, required]) => [
      ...(isCommonjs ? [] : [`${entry}: require() does not load a .cjs file.`]),
      ...imported
        .filter((name) => !required.includes(name))
        .map((name) => `${entry}: ${name} is exported to import, and not to require().`),
      ...required
        .filter((name) => !imported.includes(name))
        .map((name) => `${entry}: ${name} is exported to require(), and not to import.`),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The entries with code. One with a `*` leads to what is generated, and is the index by name. */
function entriesOf({ name, manifest }: PackedPackage): string[] {
  return Object.keys(manifest["exports"] as object)
    .filter((entry) => !/\*|\.json$/.test(entry))
    .map((entry) => name + entry.slice(1));
}
