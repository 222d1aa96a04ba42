import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package of the repository with a separate `tsconfig.json`. */
export interface WorkspacePackage {
  name: string;
  folder: string;
  dependencies: string[];
  exports: Record<string, unknown>;
}

export function workspacePackages(root: string): WorkspacePackage[] {
  const folder = join(root, "packages");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((entry) => {
    const at = join(folder, entry);
    const manifest = join(at, "package.json");
    if (!existsSync(manifest) || !existsSync(join(at, "tsconfig.json"))) return [];
    const read = JSON.parse(readFileSync(manifest, "utf8"));
    return [
      {
        name: read.name ?? entry,
        folder: at,
        dependencies: Object.keys({ ...read.dependencies, ...read.devDependencies }),
        exports: read.exports ?? {},
      },
    ];
  });
}

/** Whether a package depends on a changed one, directly or through others. */
export function uses(
  one: WorkspacePackage,
  changed: ReadonlySet<WorkspacePackage>,
  packages: readonly WorkspacePackage[],
): boolean {
  const seen = new Set([one]);
  for (const next of seen) {
    for (const other of packages) if (next.dependencies.includes(other.name)) seen.add(other);
  }
  return [...seen].some((other) => changed.has(other));
}

/**
 * Packages export their build; here the imports resolve to their sources.
 *
 * @param sourcesOf the folder that holds the sources of a package
 */
export function sourcePaths(
  packages: readonly WorkspacePackage[],
  sourcesOf: (one: WorkspacePackage) => string,
): Record<string, string[]> {
  const paths: Record<string, string[]> = {};
  for (const one of packages) {
    for (const [key, value] of Object.entries(one.exports)) {
      const source = /^\.\/dist\/(.*?)(?:\.d\.ts|\.js)$/.exec(targetOf(value))?.[1];
      if (source === undefined) continue;
      paths[one.name + key.slice(1)] = [join(sourcesOf(one), "src", `${source}.ts`)];
    }
  }
  return paths;
}

function targetOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  const { types, import: imported, default: fallback } = value as Record<string, unknown>;
  return targetOf(types ?? imported ?? fallback);
}
