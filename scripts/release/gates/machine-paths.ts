import { join } from "node:path";
import { repositoryRoot } from "../packages.ts";
import { type PackedPackage, textOf } from "./packed-package.ts";

/** Where a build happened. */
const buildFolders = [join(repositoryRoot, "packages"), join(repositoryRoot, "node_modules")];
/** Folders of any machine, unless they are the path of a URL. */
const anyFolder =
  /file:\/\/\/[\w.-]+|(?<![\w.-])\/(?:home|root|tmp|Users)\/[\w.-]+|[A-Z]:\\Users\\[\w.-]+/g;

/**
 * Files that name a folder of the machine they were built on.
 *
 * @param published - public text: what is in it is the vendor's example
 */
export function machinePathFindings(packed: PackedPackage, published = ""): string[] {
  return [...packed.files.keys()].flatMap((path) => {
    const text = textOf(packed, path);
    return [
      ...buildFolders.filter((folder) => text.includes(folder)),
      ...(text.match(anyFolder) ?? []),
    ]
      .filter((folder) => !published.includes(folder))
      .slice(0, 1)
      .map((folder) => `${packed.name}: ${path} names ${folder}, a folder of one machine.`);
  });
}
