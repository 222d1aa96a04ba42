import { homedir, tmpdir } from "node:os";
import { ROOT } from "../packages.ts";
import { type PackedPackage, textOf } from "./packed-package.ts";

/** Folders of any machine: homes, and a file's URL. */
const PATHS = /(?:file:\/\/\/|\/home\/|\/Users\/|[A-Z]:\\Users\\)[\w.-]+/;

/** Files that name a folder of the machine they were built on. */
export function machinePathFindings(packed: PackedPackage): string[] {
  const here = [ROOT, homedir(), tmpdir()].filter((folder) => folder.length > 1);
  return [...packed.files.keys()].flatMap((path) => {
    const text = textOf(packed, path);
    const found = here.find((folder) => text.includes(`${folder}/`)) ?? PATHS.exec(text)?.[0];
    return found === undefined
      ? []
      : [`${packed.name}: ${path} names ${found}, a folder of one machine.`];
  });
}
