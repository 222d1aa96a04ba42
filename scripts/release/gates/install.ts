import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PackedPackage } from "./packed-package.ts";

/**
 * Lays packed packages out in a folder's `node_modules`, as an install would, beside what they
 * depend on, which is linked from where this repository has it.
 */
export async function install(packages: readonly PackedPackage[], folder: string): Promise<void> {
  const ours = new Set(packages.map(({ name }) => name));
  const modules = join(folder, "node_modules");
  const linked = new Map<string, string>();
  for (const { name, folder: source, manifest, files } of packages) {
    for (const [path, content] of files) {
      const file = join(modules, name, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    for (const dependency of Object.keys(manifest["dependencies"] ?? {})) {
      if (!ours.has(dependency)) linked.set(dependency, join(source, "node_modules", dependency));
    }
  }
  for (const [dependency, target] of linked) {
    const link = join(modules, dependency);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(target), link, "junction");
  }
}
