import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The repository's root. */
export const repositoryRoot: string = join(import.meta.dirname, "../..");

/** One of our packages, as its manifest has it. */
export interface PublishedPackage {
  name: string;
  version: string;
  /** Absolute. */
  folder: string;
  manifest: Record<string, unknown>;
}

/** What a release publishes: every package in `packages/` that is not private, by name. */
export async function publishedPackages(
  root: string = repositoryRoot,
): Promise<PublishedPackage[]> {
  const folders = await readdir(join(root, "packages"), { withFileTypes: true });
  const packages = await Promise.all(
    folders
      .filter((entry) => entry.isDirectory())
      .map(async (entry) => {
        const folder = join(root, "packages", entry.name);
        const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
        return { name: manifest.name, version: manifest.version, folder, manifest };
      }),
  );
  return packages
    .filter(({ manifest }) => manifest.private !== true)
    .sort((a, b) => a.name.localeCompare(b.name));
}
