import { parseArgs } from "node:util";
import { CommandError } from "./command.ts";
import { ROOT } from "./packages.ts";
import { ReleaseError } from "./release-error.ts";
import { release } from "./run-release.ts";

const USAGE = `Usage: pnpm release [--dry-run]
       pnpm release --prepare
       pnpm release --snapshot TAG [--dry-run]

Turns waiting changesets into versions and changelogs and commits them, builds, runs the gates,
publishes what the registry lacks, and tags it in git. Whatever stopped it: run it again.
  --dry-run        change nothing, publish nothing; say what would be
  --prepare        only versions, changelogs and their commit: what a version pull request holds
  --snapshot TAG   publish all packages as they are under this dist-tag, from a copy of the tree

KAPSO_REGISTRY   the registry's URL (https:, or http: on loopback)
NPM_TOKEN        a token that may read and publish there

Exit codes: 0 done or nothing to do, 1 stopped, 2 usage.`;

async function run(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: words.filter((word) => word !== "--"),
    options: {
      "dry-run": { type: "boolean", default: false },
      prepare: { type: "boolean", default: false },
      snapshot: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { "dry-run": dryRun, prepare, snapshot, help } = values;
  if (help) {
    console.log(USAGE);
    return;
  }
  if (prepare && (dryRun || snapshot !== undefined)) {
    throw new UsageError("--prepare goes with no other option.");
  }
  await release({ root: ROOT, env: process.env, dryRun, prepare, snapshot, say: console.log });
}

class UsageError extends Error {}

function explain(error: unknown): number {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof UsageError || code.startsWith("ERR_PARSE_ARGS")) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (error instanceof ReleaseError || error instanceof CommandError) {
    console.error(`\n${error.message}`);
    return 1;
  }
  throw error;
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = explain(error);
});
