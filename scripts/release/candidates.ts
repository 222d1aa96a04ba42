import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { changelogEntry } from "./changelog.ts";
import type { Tarball } from "./pack.ts";
import type { Candidate } from "./plan.ts";
import { lookUp, type Published } from "./registry/published.ts";
import type { RegistryAccess } from "./registry/registry-access.ts";
import { differingFiles, download } from "./registry/same-content.ts";
import { readTarball, type TarballFiles } from "./tarball.ts";

/**
 * What a plan needs to know of each packed package, from its tarball and from the registry.
 *
 * @param before the versions that the tree had, by name
 * @param access `undefined` where no registry is set: nothing is taken as published
 */
export function readCandidates(
  tarballs: readonly Tarball[],
  before: ReadonlyMap<string, string>,
  access: RegistryAccess | undefined,
): Promise<Candidate[]> {
  const versions = new Map(tarballs.map(({ name, version }) => [name, version]));
  return Promise.all(
    tarballs.map(async (tarball) => {
      const { name, version, folder } = tarball;
      const files = await readTarball(await readFile(tarball.path));
      const changelog = await readFile(join(folder, "CHANGELOG.md"), "utf8").catch(() => "");
      const published = access && (await lookUp(tarball, access));
      return {
        ...tarball,
        before: before.get(name) ?? version,
        dependencies: dependenciesIn(files),
        changelog: changelogEntry(changelog, version),
        published,
        differing: access ? await differing(tarball, files, published, access, versions) : [],
      };
    }),
  );
}

async function differing(
  { integrity }: Tarball,
  files: TarballFiles,
  published: Published | undefined,
  { registry }: RegistryAccess,
  versions: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (published?.state !== "present" || published.integrity === integrity) return [];
  return differingFiles(await download(registry, published), files, versions);
}

function dependenciesIn(files: TarballFiles): Record<string, string> {
  const manifest = files.get("package.json");
  if (manifest === undefined) throw new Error("A tarball without a package.json was packed.");
  return JSON.parse(manifest.toString("utf8")).dependencies ?? {};
}
