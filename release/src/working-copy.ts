import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { command } from "./command.ts";

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
    await command("pnpm", install, { cwd: copy, env });
    return await work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies what git knows: commits, since changelogs name them, and changes not yet committed. */
export async function copyTree(root: string, to: string, env: NodeJS.ProcessEnv): Promise<void> {
  const at = { cwd: root, env };
  await command("git", ["clone", "--quiet", "--shared", "--no-checkout", root, to], at);
  const known = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  for (const path of (await command("git", known, at)).split("\0")) {
    if (path === "") continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    // A file may be deleted and not yet committed so.
    await cp(join(root, path), join(to, path)).catch(() => undefined);
  }
}

/** What `git status` has to say, a line each. */
export async function uncommittedChanges(root: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const status = await command("git", ["status", "--porcelain"], { cwd: root, env });
  return status.split("\n").filter((line) => line !== "");
}
