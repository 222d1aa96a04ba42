import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packAll, readTarball, type Tarball, type TarballFiles } from "../pack.ts";
import { type PublishedPackage, repositoryRoot } from "../packages.ts";

/** A package as a registry receives it, unpacked. The manifest is the packed one. */
export interface PackedPackage extends PublishedPackage {
  files: TarballFiles;
}

/** Packs every published package and reads the tarballs. The packages must be built. */
export async function packedPackages(): Promise<PackedPackage[]> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-gates-"));
  try {
    return await Promise.all((await packAll(folder)).map(read));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function read({ path, ...described }: Tarball): Promise<PackedPackage> {
  const packed = { ...described, files: await readTarball(path) };
  return { ...packed, manifest: JSON.parse(textOf(packed, "package.json")) };
}

/** The text of one of its files; an error when it is not there. */
export function textOf(
  { name, files }: Pick<PackedPackage, "name" | "files">,
  path: string,
): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`${name} has no ${path} in its tarball.`);
  return bytes.toString("utf8");
}

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
    // Peers too: a service that uses their entry has them.
    const { dependencies, peerDependencies } = manifest as Record<string, object | undefined>;
    for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) {
      if (!ours.has(dependency)) linked.set(dependency, join(source, "node_modules", dependency));
    }
  }
  for (const [dependency, target] of linked) {
    const link = join(modules, dependency);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(target), link, "junction");
  }
}

/** The vendor's OpenAPI documents: an example in them is no secret of ours. */
export async function publishedByVendor(): Promise<string> {
  const folder = join(repositoryRoot, "specs");
  const documents = (await readdir(folder)).filter((file) => file.endsWith(".yaml"));
  const texts = await Promise.all(documents.map((file) => readFile(join(folder, file), "utf8")));
  return texts.join("\n");
}
