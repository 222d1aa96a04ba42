import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileChange } from "./plan.ts";

/**
 * Puts the changes on disk. Everything is written beside its place first and only then moved
 * there, so that a full disk or a missing permission leaves the old files as they were.
 */
export async function apply(root: string, changes: FileChange[]): Promise<void> {
  const staged: { from: string; to: string }[] = [];
  try {
    for (const { path, content } of changes) {
      if (content === undefined) continue;
      const to = join(root, path);
      const from = `${to}.new`;
      await mkdir(dirname(to), { recursive: true });
      staged.push({ from, to });
      await writeFile(from, content);
    }
  } catch (error) {
    await Promise.all(staged.map(({ from }) => rm(from, { force: true })));
    throw error;
  }
  for (const { from, to } of staged) await rename(from, to);
  for (const { path, kind } of changes) {
    if (kind === "removed") await rm(join(root, path), { force: true });
  }
}
