import { runCommand } from "@shared/toolkit/run-command.ts";
import type { RehearsalPlan } from "./rehearse.ts";

const quiet = ["--output-logs=errors-only", "--log-prefix=task"];

/** Builds, typechecks and tests everything. */
export const thisRepository: RehearsalPlan = {
  filesToCopy: committedFiles,
  install: [
    { name: "install", command: ["pnpm", "install", "--frozen-lockfile", "--prefer-offline"] },
  ],
  build: [{ name: "build, as it is", command: ["pnpm", "turbo", "run", "build", ...quiet] }],
  checks: [
    {
      name: "build, types and tests of the repository",
      command: ["pnpm", "turbo", "run", "build", "typecheck", "test", "--continue", ...quiet],
    },
  ],
  packages: ["types", "client", "embeds", "emulator"].map((name) => `packages/${name}`),
  compiler: "packages/types/node_modules/typescript/bin/tsc",
};

/** The files that git would commit: no build results, dependencies, or secrets in ignored files. */
async function committedFiles(root: string): Promise<string[]> {
  const words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await runCommand("git", words, { cwd: root });
  return stdout.split("\0").filter((name) => name !== "");
}
