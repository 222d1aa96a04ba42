import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { ReleaseError } from "./release-error.ts";
import { waitingChangesets } from "./versions.ts";
import { uncommittedChanges } from "./working-copy.ts";

/** Everything that `npm test` checks, in a copy of the tree with its versions made. */
export async function runChecks(
  copy: string,
  env: NodeJS.ProcessEnv,
  cache: string,
): Promise<void> {
  // The level and the registry are those of the person who releases, not of the tests.
  const { KAPSO_TEST_LEVEL, KAPSO_REGISTRY, ...own } = env;
  const words = ["run", "check", "--cache-dir", cache, "--output-logs=errors-only"];
  try {
    await runCommand("pnpm", words, { cwd: copy, env: own });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new ReleaseError(
      `${error.stdout}\n${error.stderr}\nThe tests fail, so nothing was published. Correct what they name (\`npm test\` shows it too), commit, and run the same command again.`,
    );
  }
}

/**
 * Whether a commit whose checks are known to have passed is the one that would be published: checked
 * out, without changes, and without changesets that would make another commit.
 *
 * @throws ReleaseError where it is not
 */
export async function requireTested(
  root: string,
  env: NodeJS.ProcessEnv,
  { tested, snapshot }: { tested: string; snapshot: string | undefined },
): Promise<void> {
  const { stdout } = await runCommand("git", ["rev-parse", "HEAD"], { cwd: root, env });
  const head = stdout.trim();
  const reasons = [
    ...(tested === head ? [] : [`the commit that is checked out is ${head}`]),
    ...((await uncommittedChanges(root, env)).length > 0 ? ["the tree has changes"] : []),
    // A snapshot leaves them waiting.
    ...(snapshot === undefined && (await waitingChangesets(root)).length > 0
      ? ['changesets wait, which become another commit ("pnpm release --prepare" makes it)']
      : []),
  ];
  if (reasons.length === 0) return;
  throw new ReleaseError(
    `--tested ${tested} does not say that what would be published was tested: ${reasons.join("; ")}. Leave it out, and the tests run first.`,
  );
}
