import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";

/**
 * Runs `work` in a copy of the tree with dependencies installed: what happens there changes
 * nothing here.
 */
export async function inWorkingCopy<Result>(
  root: string,
  env: NodeJS.ProcessEnv,
  work: (copy: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "release-copy-"));
  try {
    const copy = join(folder, "repository");
    await copyTree(root, copy, env);
    const install = ["install", "--frozen-lockfile", "--prefer-offline"];
    await runCommand("pnpm", install, { cwd: copy, env });
    return await work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies what is in git: commits, since changelogs name them, and changes not yet committed. */
export async function copyTree(root: string, to: string, env: NodeJS.ProcessEnv): Promise<void> {
  const git = async (...words: string[]) =>
    (await runCommand("git", words, { cwd: root, env })).stdout;
  await git("clone", "--quiet", "--shared", root, to);
  const changed = await git("diff", "--name-only", "--no-renames", "-z", "HEAD");
  const added = await git("ls-files", "--others", "--exclude-standard", "-z");
  for (const path of `${changed}${added}`.split("\0").filter((name) => name !== "")) {
    await rm(join(to, path), { force: true });
    await mkdir(dirname(join(to, path)), { recursive: true });
    // What is not there any more was deleted.
    if (existsSync(join(root, path))) await cp(join(root, path), join(to, path));
  }
}

/** The lines of `git status`. */
export async function uncommittedChanges(root: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stdout } = await runCommand("git", ["status", "--porcelain"], { cwd: root, env });
  return stdout.split("\n").filter((line) => line !== "");
}
