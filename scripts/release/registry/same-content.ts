import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { satisfies } from "semver";
import { readTarball, type TarballFiles } from "../pack.ts";
import { ReleaseError } from "../release-error.ts";
import type { RegistryAccess } from "./access.ts";
import { reasonIn } from "./missing.ts";

/**
 * The files in which two tarballs of one version differ for a consumer; none when they say the
 * same. What a consumer does not see in the manifest is left out: development dependencies and
 * scripts, and a range on a sibling that still admits it.
 */
export function differingFiles(
  published: TarballFiles,
  ours: TarballFiles,
  siblings: ReadonlyMap<string, string>,
): string[] {
  const paths = [...new Set([...published.keys(), ...ours.keys()])].sort();
  return paths.filter((path) => {
    const [before, after] = [published.get(path), ours.get(path)];
    if (before === undefined || after === undefined) return true;
    if (before.equals(after)) return false;
    return path !== "package.json" || !sameManifest(before, after, siblings);
  });
}

function sameManifest(
  published: Buffer,
  ours: Buffer,
  siblings: ReadonlyMap<string, string>,
): boolean {
  const [before, after] = [published, ours].map((text) => {
    const { devDependencies, scripts, ...seen } = JSON.parse(text.toString("utf8"));
    return seen;
  });
  for (const [name, version] of siblings) {
    const range = before.dependencies?.[name];
    if (after.dependencies?.[name] === undefined || range === undefined) continue;
    if (satisfies(version, range)) after.dependencies[name] = range;
  }
  return JSON.stringify(before) === JSON.stringify(after);
}

/** The files that the registry has of versions, by package name. npm checks their integrity. */
export async function download(
  versions: readonly { name: string; version: string }[],
  { registry, env }: RegistryAccess,
): Promise<ReadonlyMap<string, TarballFiles>> {
  if (versions.length === 0) return new Map();
  const folder = await mkdtemp(join(tmpdir(), "release-published-"));
  try {
    const wanted = versions.map(({ name, version }) => `${name}@${version}`);
    // A separate cache: the machine's may not have these versions yet.
    const options = ["--json", "--no-update-notifier", "--cache", join(folder, "cache")];
    const { stdout } = await runCommand("npm", ["pack", ...wanted, ...options], {
      cwd: folder,
      env,
    });
    const packed: { name: string; filename: string }[] = JSON.parse(stdout);
    const files = versions.map(async ({ name }) => {
      const filename = packed.find((one) => one.name === name)?.filename;
      if (filename === undefined) throw new ReleaseError(`npm did not download ${name}.`);
      return [name, await readTarball(join(folder, filename))] as const;
    });
    return new Map(await Promise.all(files));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new ReleaseError(`${registry.host} does not give its tarballs: ${reasonIn(error)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
