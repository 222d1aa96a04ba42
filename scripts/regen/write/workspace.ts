import { join } from "node:path";

/** Where a run keeps what it is doing: on the same file system as the tree, ignored by git. */
export function workspace(root: string, ...path: string[]): string {
  return join(root, ".regen", ...path);
}
