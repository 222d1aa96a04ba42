import { createHash } from "node:crypto";
import { satisfies } from "semver";
import { ReleaseError } from "../release-error.ts";
import { readTarball, type TarballFiles } from "../tarball.ts";
import type { Registry } from "./registry.ts";

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

/** A tarball as the registry hands it out, checked against what the registry says it is. */
export async function download(
  { url, host, token }: Registry,
  { tarball, integrity }: { tarball: string; integrity: string },
): Promise<TarballFiles> {
  // Some registries keep tarballs on a host of their own, which is none of the token's business.
  const isOurs = new URL(tarball).origin === new URL(url).origin;
  const response = await fetch(tarball, {
    headers: isOurs ? { authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) {
    throw new ReleaseError(`${host} did not hand out ${tarball}: status ${response.status}.`);
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!matches(bytes, integrity)) {
    throw new ReleaseError(`${tarball} is not what ${host} says it is: its integrity differs.`);
  }
  return readTarball(bytes);
}

function matches(bytes: Buffer, integrity: string): boolean {
  const [algorithm = "", digest] = integrity.split("-", 2);
  return createHash(algorithm).update(bytes).digest("base64") === digest;
}
