import { lstat, mkdir, open, readFile, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileChange } from "./plan.ts";
import { workspace } from "./workspace.ts";

interface Journal {
  /** Staged file (by its number) → its target; `null` means that the target is removed. */
  moves: { staged: string | null; path: string }[];
}

/** A target of a change is not a plain file in plain folders of the tree; nothing was moved. */
export class TargetError extends Error {
  override name = "TargetError";
}

export interface ApplyOptions {
  /** Called before each step that changes the disk; a test ends the process here. */
  onStep?: (step: string) => void;
}

/**
 * Writes all changes to disk or none, also when the process is killed at any moment. All files are
 * staged first, then one rename of the journal decides, then the files move. Before that rename the
 * tree does not change; after it, `recover` completes the remaining moves. The caller holds the
 * lock.
 */
export async function apply(
  root: string,
  changes: readonly FileChange[],
  { onStep = () => undefined }: ApplyOptions = {},
): Promise<void> {
  await recover(root, { onStep });
  if (changes.length === 0) return;
  await requireSafeTargets(root, changes);

  const journal: Journal = { moves: [] };
  try {
    onStep("make the staging folder");
    await mkdir(workspace(root, "staged"), { recursive: true });
    for (const [index, { path, content }] of changes.entries()) {
      const staged = content === undefined ? null : String(index);
      if (content !== undefined) {
        onStep(`stage ${path}`);
        await writeDurably(workspace(root, "staged", String(index)), content);
      }
      journal.moves.push({ staged, path });
    }
    onStep("write the journal aside");
    await writeDurably(workspace(root, "journal.new"), JSON.stringify(journal));
    onStep("commit the journal");
    await rename(workspace(root, "journal.new"), workspace(root, "journal.json"));
  } catch (error) {
    await discard(root);
    throw error;
  }
  await rollForward(root, journal, onStep);
}

/** Completes or discards an interrupted run. */
export async function recover(
  root: string,
  { onStep = () => undefined }: ApplyOptions = {},
): Promise<void> {
  const journal = await readJournal(root);
  if (journal) await rollForward(root, journal, onStep);
  else {
    onStep("discard what was never committed");
    await discard(root);
  }
}

/** Whether an interrupted run must be completed. */
export async function isInterrupted(root: string): Promise<boolean> {
  return (await readJournal(root)) !== undefined;
}

async function rollForward(
  root: string,
  { moves }: Journal,
  onStep: (step: string) => void,
): Promise<void> {
  await requireSafeTargets(root, moves);
  for (const { staged, path } of moves) {
    const target = join(root, path);
    onStep(`${staged === null ? "remove" : "move"} ${path}`);
    if (staged === null) {
      await rm(target, { force: true });
      await removeEmptyParents(root, dirname(path));
      continue;
    }
    await mkdir(dirname(target), { recursive: true });
    await rename(workspace(root, "staged", staged), target).catch(
      // Already moved, by the run that was interrupted.
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
      },
    );
  }
  onStep("forget the journal");
  await rm(workspace(root, "journal.json"), { force: true });
  onStep("clean up");
  await discard(root);
}

/** Checks before anything moves: each target is a file, or does not exist, in real folders of this tree. */
async function requireSafeTargets(
  root: string,
  targets: readonly { path: string; staged?: string | null }[],
): Promise<void> {
  for (const { path, staged } of targets) {
    const parts = path.split("/");
    const isInside = parts.every((part) => !["", ".", "..", ".git", ".regen"].includes(part));
    if (!isInside || /[\\\0]/.test(path)) {
      throw new TargetError(`"${path}" must be the path of a file inside this tree.`);
    }
    if (typeof staged === "string" && !/^\d+$/.test(staged)) {
      throw new TargetError(`"${staged}" is not the number of a staged file.`);
    }
    for (let depth = 1; depth <= parts.length; depth++) {
      const part = parts.slice(0, depth).join("/");
      const found = await lstat(join(root, part)).catch(() => undefined);
      if (found === undefined) break;
      const isTarget = depth === parts.length;
      if (isTarget ? !found.isFile() : !found.isDirectory()) {
        const kind = found.isSymbolicLink()
          ? "a symbolic link"
          : isTarget
            ? "no file"
            : "no folder";
        throw new TargetError(
          `${part} is ${kind}, so ${path} cannot be written. Move ${part} away and run this again.`,
        );
      }
    }
  }
}

async function removeEmptyParents(root: string, folder: string): Promise<void> {
  for (let path = folder; path !== "." && path !== ""; path = dirname(path)) {
    // Fails for a folder that is not empty, and then for each folder above.
    await rmdir(join(root, path)).catch(() => undefined);
  }
}

async function discard(root: string): Promise<void> {
  await rm(workspace(root, "staged"), { recursive: true, force: true });
  await rm(workspace(root, "journal.new"), { force: true });
}

async function readJournal(root: string): Promise<Journal | undefined> {
  try {
    return JSON.parse(await readFile(workspace(root, "journal.json"), "utf8")) as Journal;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
