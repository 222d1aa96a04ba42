import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type PublishedPackage, publishedPackages, ROOT } from "./packages.ts";

const run = promisify(execFile);

/** A packed package: what a registry would be given. */
export interface Tarball extends PublishedPackage {
  /** Absolute. */
  path: string;
  /** Paths inside the package, sorted. */
  files: string[];
  /** Of the tarball. */
  bytes: number;
  /** `sha512-…` of the tarball: packing the same files gives the same bytes. */
  integrity: string;
}

/** What `pnpm pack --json` prints. */
interface Packed {
  filename: string;
  files: { path: string }[];
  size: number;
  integrity: string;
}

/**
 * Packs every published package into a folder. By pnpm, since npm leaves `workspace:` ranges as
 * they are. The packages have to be built.
 */
export async function packAll(destination: string, root: string = ROOT): Promise<Tarball[]> {
  const packages = await publishedPackages(root);
  return Promise.all(
    packages.map(async (one) => {
      const { stdout } = await run(
        "pnpm",
        ["pack", "--json", "--config.ignore-scripts=true", "--pack-destination", destination],
        { cwd: one.folder },
      );
      const packed: Packed = JSON.parse(stdout);
      return {
        ...one,
        path: packed.filename,
        files: packed.files.map(({ path }) => path).sort(),
        bytes: packed.size,
        integrity: packed.integrity,
      };
    }),
  );
}
