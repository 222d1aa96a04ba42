import { parseArgs } from "node:util";
import { runCommandLine, UsageError } from "@shared/toolkit/command-line.ts";
import { CommandError } from "@shared/toolkit/run-command.ts";
import { AdoptError } from "./adopt-error.ts";
import { adopt } from "./run-adopt.ts";
import { readSetting, type Settings, settingNames } from "./settings.ts";

const usage = `Usage: pnpm adopt [--scope @acme] [--registry URL] [--owners @acme/team] [--repository URL]

Sets what belongs to a company, everywhere in the repository: manifests, sources, tests, examples,
pages, code owners. What is not named stays. Then it installs, formats, and checks that nothing of
the former scope is left. It commits nothing; a second run does nothing.
  --scope @acme       the scope of the packages, as your registry has it
  --registry URL      the registry that services install the packages from
  --owners NAMES      who reviews every change, as in CODEOWNERS: @acme/team (several: by commas)
  --repository URL    where the repository is, such as https://github.com/acme/kapso-platform

Exit codes: 0 done or nothing to do, 1 stopped, 2 usage.`;

async function run(words: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: words,
    options: { scope: text, registry: text, owners: text, repository: text },
  });
  const given: Partial<Settings> = {};
  for (const name of settingNames) {
    const value = values[name];
    if (value !== undefined) given[name] = readSetting(name, value);
  }
  if (Object.keys(given).length === 0) {
    throw new UsageError("Name at least one setting, such as --scope @acme.");
  }
  // `pnpm adopt` runs at the root of its repository.
  await adopt(process.cwd(), given, console.log);
  return 0;
}

function explain(error: unknown): { message: string; exitCode: number } | undefined {
  const isExpected = error instanceof AdoptError || error instanceof CommandError;
  return isExpected ? { message: error.message, exitCode: 1 } : undefined;
}

process.exitCode = await runCommandLine({ usage, run, explain }, process.argv.slice(2));
