import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { publishedPackages } from "./packages.ts";
import { ReleaseError } from "./release-error.ts";

/**
 * A git that can name who commits and tags.
 *
 * @throws ReleaseError before anything is published
 */
export async function requireIdentity(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await runCommand("git", ["var", "GIT_COMMITTER_IDENT"], { cwd: root, env });
  } catch {
    throw new ReleaseError(
      `git has no name and address for the release's commit and tags, so nothing was published. Set them and run the same command again:
  git config user.name "Your name"
  git config user.email you@example.com`,
    );
  }
}

/**
 * Tags the version of every published package, where that tag is missing. `changeset git-tag`
 * reports tags that git refused to make, so git is run here.
 *
 * @returns the tags that were made
 */
export async function tagVersions(root: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const at = { cwd: root, env };
  const made: string[] = [];
  for (const { name, version } of await publishedPackages(root)) {
    const tag = `${name}@${version}`;
    const { stdout } = await runCommand("git", ["tag", "--list", tag], at);
    if (stdout.trim() === tag) continue;
    try {
      // With a message, so that `git push --follow-tags` takes it along.
      await runCommand("git", ["tag", "--message", tag, tag], at);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new ReleaseError(
        `The packages are published, but git did not make the tag ${tag}: ${error.stderr.trim()}
Correct that and run the same command again: it publishes nothing twice and makes the missing tags.`,
      );
    }
    made.push(tag);
  }
  return made;
}
