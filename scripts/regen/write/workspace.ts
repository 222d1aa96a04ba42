import { join } from "node:path";

/** The folder for a run's state: on the same file system as the tree, ignored by git. */
export function workspace(root: string, ...path: string[]): string {
  return join(root, ".regen", ...path);
}
