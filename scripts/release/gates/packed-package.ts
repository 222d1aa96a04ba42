import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unpack } from "@publint/pack";
import { packAll, type Tarball } from "../pack.ts";
import type { PublishedPackage } from "../packages.ts";

/** What a registry would be given of a package, unpacked. The manifest is the packed one. */
export interface PackedPackage extends PublishedPackage {
  /** By path inside the package. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** Packs every published package and reads what came out. The packages have to be built. */
export async function packedPackages(): Promise<PackedPackage[]> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-gates-"));
  try {
    return await Promise.all((await packAll(folder)).map(read));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function read({ path, ...described }: Tarball): Promise<PackedPackage> {
  const { files, rootDir } = await unpack(await readFile(path));
  const inside = new Map(files.map(({ name, data }) => [name.slice(rootDir.length + 1), data]));
  const packed = { ...described, files: inside };
  return { ...packed, manifest: JSON.parse(textOf(packed, "package.json")) };
}

/** The text of one of its files; an error when it is not there. */
export function textOf({ name, files }: Pick<PackedPackage, "name" | "files">, path: string) {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`${name} has no ${path} in its tarball.`);
  return new TextDecoder().decode(bytes);
}
