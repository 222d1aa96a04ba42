import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tarball } from "../pack.ts";
import { repositoryRoot } from "../packages.ts";
import { npmInstall } from "../runtimes/consumer.ts";

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * Copies a folder of `examples/`, and installs what its manifest lists by npm: our packages from
 * their tarballs, the others from the registry.
 */
export async function installExample(
  example: string,
  tarballs: readonly Tarball[],
  copy: string,
): Promise<void> {
  await cp(join(repositoryRoot, "examples", example), copy, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist)$/.test(path),
  });
  const path = join(copy, "package.json");
  const manifest: Manifest = JSON.parse(await readFile(path, "utf8"));
  const packed = Object.fromEntries(tarballs.map((one) => [one.name, `file:${one.path}`]));
  for (const dependencies of [manifest.dependencies, manifest.devDependencies]) {
    for (const [name, range] of Object.entries(dependencies ?? {})) {
      if (packed[name] === undefined) continue;
      if (range !== "latest") throw new Error(`examples/${example} must take the latest ${name}.`);
      Object.assign(dependencies ?? {}, { [name]: packed[name] });
    }
  }
  await writeFile(path, JSON.stringify({ ...manifest, overrides: packed }));
  await npmInstall(copy);
}
