import { readFile } from "node:fs/promises";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { Parser } from "tar";
import { type PublishedPackage, publishedPackages, repositoryRoot } from "./packages.ts";

/** A packed package, as a registry receives it. */
export interface Tarball extends PublishedPackage {
  /** Absolute. */
  path: string;
  /** Paths inside the package, sorted. */
  files: string[];
  /** Of the tarball. */
  bytes: number;
}

/** What `pnpm pack --json` prints of one package. */
interface Packed {
  name: string;
  filename: string;
  files: { path: string }[];
  size: number;
}

/**
 * Packs every published package into a folder, in the order of their dependencies. By pnpm, since
 * npm leaves `workspace:` ranges as they are. The packages must be built.
 */
export async function packAll(
  destination: string,
  root: string = repositoryRoot,
): Promise<Tarball[]> {
  const packages = new Map((await publishedPackages(root)).map((one) => [one.name, one]));
  const filters = [...packages.keys()].flatMap((name) => ["--filter", name]);
  const options = ["--json", "--config.ignore-scripts=true", "--pack-destination", destination];
  const { stdout } = await runCommand("pnpm", [...filters, "pack", ...options], { cwd: root });
  const all: Packed[] = [JSON.parse(stdout)].flat();
  return all.flatMap(({ name, filename, files, size }) => {
    const one = packages.get(name);
    if (one === undefined) return [];
    return [{ ...one, path: filename, files: files.map(({ path }) => path).sort(), bytes: size }];
  });
}

/** Path inside the package → content. */
export type TarballFiles = ReadonlyMap<string, Buffer>;

/** The files of a packed package, without the folder that npm puts around them. */
export async function readTarball(path: string): Promise<TarballFiles> {
  const bytes = await readFile(path);
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        const chunks: Buffer[] = [];
        entry.on("data", (chunk: Buffer) => chunks.push(chunk));
        entry.on("end", () => {
          files.set(entry.path.replace(/^[^/]+\//, ""), Buffer.concat(chunks));
        });
      },
    });
    parser.on("error", reject);
    parser.on("end", () => resolve(files));
    parser.end(bytes);
  });
}
