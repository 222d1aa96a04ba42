import type { PackedPackage } from "../packed-package.ts";

/** A copy of a package with some files replaced, and those set to `undefined` removed. */
export function brokenCopy(
  original: PackedPackage,
  faults: Readonly<Record<string, string | undefined>>,
): PackedPackage {
  const files = new Map(original.files);
  for (const [path, content] of Object.entries(faults)) {
    if (content === undefined) files.delete(path);
    else files.set(path, Buffer.from(content));
  }
  return { ...original, files };
}

/** A copy of a package whose manifest has other fields; `undefined` takes one out. */
export function withManifest(
  original: PackedPackage,
  faults: Readonly<Record<string, unknown>>,
): PackedPackage {
  const manifest = JSON.parse(JSON.stringify({ ...original.manifest, ...faults }));
  return { ...brokenCopy(original, { "package.json": JSON.stringify(manifest) }), manifest };
}

/** One of the packages; an error when there is none of that name. */
export function packageNamed(name: string, packages: readonly PackedPackage[]): PackedPackage {
  const found = packages.find((one) => one.name === name);
  if (!found) throw new Error(`There is no package ${name}.`);
  return found;
}
