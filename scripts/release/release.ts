import { parseArgs } from "node:util";
import { runCommandLine, UsageError } from "@shared/toolkit/command-line.ts";
import { CommandError } from "@shared/toolkit/run-command.ts";
import { ReleaseError } from "./release-error.ts";
import { release } from "./run-release.ts";

const usage = `Usage: pnpm release [--dry-run] [--tested COMMIT]
       pnpm release --prepare
       pnpm release --snapshot TAG [--dry-run] [--tested COMMIT]

Turns waiting changesets into versions and changelogs and commits them, builds, runs the gates and
the tests, publishes what the registry lacks, and tags it in git. Whatever stopped it: run it again.
  --dry-run        change nothing, publish nothing; check everything, and say what would be
  --tested COMMIT  do not run the tests: they passed for this commit, which must be the one that
                   is checked out, with nothing changed (for pipelines)
  --prepare        only versions, changelogs and their commit: what a version pull request holds
  --snapshot TAG   publish all packages as they are under this dist-tag, from a copy of the tree

KAPSO_REGISTRY   the registry's URL (https:, or http: on loopback)
NPM_TOKEN        a token that may read and publish there

Exit codes: 0 done or nothing to do, 1 stopped, 2 usage.`;

async function run(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: {
      "dry-run": { type: "boolean", default: false },
      prepare: { type: "boolean", default: false },
      snapshot: { type: "string" },
      tested: { type: "string" },
    },
  });
  const { "dry-run": dryRun, prepare, snapshot, tested } = values;
  if (prepare && (dryRun || snapshot !== undefined || tested !== undefined)) {
    throw new UsageError("--prepare goes with no other option.");
  }
  const { env } = process;
  // `pnpm release` runs at the root of its repository.
  await release({ root: process.cwd(), env, dryRun, prepare, snapshot, tested, say: console.log });
  return 0;
}

function explain(error: unknown): { message: string; exitCode: number } | undefined {
  const isExpected = error instanceof ReleaseError || error instanceof CommandError;
  return isExpected ? { message: `\n${error.message}`, exitCode: 1 } : undefined;
}

process.exitCode = await runCommandLine({ usage, run, explain }, process.argv.slice(2));
