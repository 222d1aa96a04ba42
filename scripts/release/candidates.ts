import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readTarball, type Tarball } from "./pack.ts";
import { type Candidate, changelogEntry } from "./plan.ts";
import type { RegistryAccess } from "./registry/access.ts";
import { findMissing } from "./registry/missing.ts";
import { differingFiles, download } from "./registry/same-content.ts";

/**
 * What a plan needs of each packed package, from its tarball and from the registry.
 *
 * @param before the versions that the tree had, by name
 * @param access `undefined` where no registry is set: nothing is taken as published
 */
export async function readCandidates(
  tarballs: readonly Tarball[],
  before: ReadonlyMap<string, string>,
  root: string,
  access: RegistryAccess | undefined,
): Promise<Candidate[]> {
  const missing = access && (await findMissing(tarballs, root, access));
  const present = missing ? tarballs.filter(({ name }) => !missing.has(name)) : [];
  const published = access && (await download(present, access));
  const versions = new Map(tarballs.map(({ name, version }) => [name, version]));
  return Promise.all(
    tarballs.map(async (tarball): Promise<Candidate> => {
      const { name, version, folder } = tarball;
      const files = await readTarball(tarball.path);
      const changelog = await readFile(join(folder, "CHANGELOG.md"), "utf8").catch(() => "");
      const theirs = published?.get(name);
      return {
        ...tarball,
        before: before.get(name) ?? version,
        dependencies: JSON.parse(String(files.get("package.json"))).dependencies ?? {},
        changelog: changelogEntry(changelog, version),
        published: missing && (missing.has(name) ? "absent" : "present"),
        isNewPackage: missing?.get(name)?.isNewPackage ?? true,
        differing: theirs ? differingFiles(theirs, files, versions) : [],
      };
    }),
  );
}
