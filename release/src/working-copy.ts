import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { command } from "./command.ts";

/**
 * Runs `work` in a copy of what git knows of the tree, commits and uncommitted changes, with
 * dependencies installed: what happens there changes nothing here.
 */
export async function inWorkingCopy<Result>(
  root: string,
  env: NodeJS.ProcessEnv,
  work: (copy: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "release-copy-"));
  try {
    const copy = join(folder, "repository");
    // The history comes along, since changelogs name commits.
    await command("git", ["clone", "--quiet", "--shared", "--no-checkout", root, copy], {
      cwd: folder,
      env,
    });
    const known = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const paths = await command("git", known, { cwd: root, env });
    for (const path of paths.split("\0").filter((name) => name !== "")) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      // A file may be deleted and not yet committed so.
      await cp(join(root, path), join(copy, path)).catch(() => undefined);
    }
    const install = ["install", "--frozen-lockfile", "--prefer-offline"];
    await command("pnpm", install, { cwd: copy, env });
    return await work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What `git status` has to say, a line each. */
export async function uncommittedChanges(root: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const status = await command("git", ["status", "--porcelain"], { cwd: root, env });
  return status.split("\n").filter((line) => line !== "");
}
