import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DocumentError } from "./src/document/problem.ts";
import { regen } from "./src/pipeline.ts";

const USAGE = `Usage: pnpm regen [--check]

From the vendored descriptions in specs/ to packages/types, offline.

  --check      change nothing; exit 1 and name each file that differs
  --root DIR   the repository to work on (default: this one)
  --help       this text

Exit codes: 0 done or nothing to do, 1 drift under --check, 2 usage, 3 a document was refused.`;

const EXIT = { done: 0, drift: 1, usage: 2, refused: 3 } as const;

async function main(): Promise<number> {
  let options: { check: boolean; help: boolean; root: string };
  try {
    const repository = dirname(dirname(fileURLToPath(import.meta.url)));
    options = parseArgs({
      args: process.argv.slice(2).filter((argument) => argument !== "--"),
      options: {
        check: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        root: { type: "string", default: repository },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return EXIT.usage;
  }
  if (options.help) {
    console.log(USAGE);
    return EXIT.done;
  }

  try {
    const { changes, notes } = await regen(resolve(options.root), { check: options.check });
    for (const note of notes) console.error(`Note: ${note}`);
    for (const { kind, path } of changes) console.log(`${kind.padEnd(8)} ${path}`);
    if (changes.length === 0) {
      console.log("Nothing to do: the types match the vendored description.");
    } else if (options.check) {
      console.error(
        `${changes.length} generated file(s) do not match specs/. Run "pnpm regen" and commit what it writes.`,
      );
      return EXIT.drift;
    }
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    console.error(`Refused; nothing was written.\n\n${error.message}`);
    return EXIT.refused;
  }
}

process.exitCode = await main();
