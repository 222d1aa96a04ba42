import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import { type CommandLine, UsageError } from "@shared/toolkit/command-line.ts";
import { printError, terminalText } from "@shared/toolkit/terminal.ts";
import { SourceError } from "../source/source-error.ts";
import { TargetError } from "../write/apply.ts";
import { LockedError } from "../write/lock.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

const usage = `Usage: pnpm regen [--check]
       pnpm regen --upstream [SOURCE] [--dry-run] [--report FILE] …
       pnpm regen --add NAME SOURCE [--address URL] [--dry-run]
       pnpm regen --compare OLD NEW [--json]
       pnpm regen --compare-list FILE
       pnpm regen --faults [SOURCE]

Generates packages/types from the vendored specs in specs/, offline.
  --check            write nothing; exit 1 and name each file that differs

--upstream: report what the vendor changed, and make the bump. SOURCE is an https URL, a file,
or a reference page in Markdown; default: the address in specs/<document>.source.json,
for each document of specs/ in turn.
  --document NAME    only this document; needed with SOURCE if there are several
  --dry-run          stop before anything is written
  --report FILE      the full report in Markdown (/dev/stdout works)
  --json             the plan as JSON
  --trust-changes    accept changed servers, security and followed hosts
  --max-lost SHARE   share of the operations that may vanish at once (default: 0.2)
  --shorter-end      accept a document that lacks the end of the vendored one
  --overwrite-edits  replace a vendored document that was edited by hand
  --rehearse=types   before anything is written, typecheck the packages that use the types
                     (default); =full builds and tests a copy; =none checks nothing
  --consumer DIR     check this program too (may be given several times)
  --write-anyway     write although this repository's code would not compile, to fix it afterwards

--add: vendor another OpenAPI document as specs/NAME.yaml, with types and a changeset.
  --address URL      the address of new versions (default: SOURCE, if it is a URL)

--compare, --compare-list: the verdict on any two OpenAPI 3.0 or 3.1 documents; a list
has two paths per line, and gives one JSON line each.
--faults: the vendor's faults, as a text to send to the vendor.

  --root DIR         the repository to work on (default: this one)
  --quiet            only errors
  --debug            the stack of an unexpected error
  --help             this text

Exit codes: 0 done or nothing to do, 1 drift under --check, 2 usage, 3 refused (a document
or source cannot be used, or an unexpected error; nothing was written), 4 needs --trust-changes, 5 another run
works on the same tree, 6 our or a consumer's code would not compile (nothing was written).`;

/** The options for `util.parseArgs`; the usage explains each. */
export const optionTypes = {
  check: { type: "boolean", default: false },
  upstream: { type: "boolean", default: false },
  document: { type: "string" },
  add: { type: "string" },
  address: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  report: { type: "string" },
  json: { type: "boolean", default: false },
  quiet: { type: "boolean", default: false },
  debug: { type: "boolean", default: false },
  "trust-changes": { type: "boolean", default: false },
  "max-lost": { type: "string", default: "0.2" },
  rehearse: { type: "string", default: "types" },
  "write-anyway": { type: "boolean", default: false },
  "shorter-end": { type: "boolean", default: false },
  "overwrite-edits": { type: "boolean", default: false },
  consumer: { type: "string", multiple: true, default: [] },
  compare: { type: "boolean", default: false },
  "compare-list": { type: "string" },
  faults: { type: "boolean", default: false },
  root: { type: "string", default: fileURLToPath(new URL("../../..", import.meta.url)) },
} as const satisfies ParseArgsConfig["options"];

const rehearsals = ["types", "full", "none"] as const;

function readOptions(words: string[]) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: optionTypes,
  });
  const modes = [
    values.check,
    values.upstream,
    values.add !== undefined,
    values.compare,
    values["compare-list"] !== undefined,
    values.faults,
  ];
  if (modes.filter(Boolean).length > 1) {
    throw new UsageError(
      "Use only one of --check, --upstream, --add, --compare, --compare-list and --faults.",
    );
  }
  if (values.address !== undefined && values.add === undefined) {
    throw new UsageError("--address needs --add.");
  }
  const takesSource = values.upstream || values.faults || values.add !== undefined;
  const most = values.compare ? 2 : takesSource ? 1 : 0;
  if (positionals.length > most) {
    throw new UsageError(`Unexpected argument "${positionals[most]}".`);
  }
  const maxLost = Number(values["max-lost"]);
  if (!(maxLost >= 0 && maxLost <= 1)) {
    throw new UsageError(`--max-lost must be a share from 0 to 1; got "${values["max-lost"]}".`);
  }
  const rehearse = rehearsals.find((name) => name === values.rehearse);
  if (rehearse === undefined) {
    throw new UsageError(
      `--rehearse must be types, full or none; got "${values.rehearse}". Write --rehearse=types.`,
    );
  }
  return { ...values, rehearse, positionals, maxLost, root: resolve(values.root) };
}

async function run(words: string[]): Promise<ExitCode> {
  const options = readOptions(words);
  try {
    return await runMode(options);
  } catch (error) {
    if (options.debug && error instanceof Error)
      printError(terminalText(error.stack ?? error.message));
    throw error;
  }
}

// Each command brings its own dependencies (a compiler, a linter): loaded when the command runs.
async function runMode(options: ReturnType<typeof readOptions>): Promise<ExitCode> {
  const { root, positionals } = options;
  const [first, second] = positionals;
  if (options.compare) {
    if (first === undefined || second === undefined)
      throw new UsageError("--compare needs two files: --compare OLD NEW.");
    const { compare } = await import("./compare.ts");
    return compare({ before: first, after: second }, options);
  }
  if (options["compare-list"] !== undefined) {
    const { compareList } = await import("./compare.ts");
    return compareList(options["compare-list"]);
  }
  if (options.faults) {
    const { faults } = await import("./faults.ts");
    return faults(root, first);
  }
  if (options.add !== undefined) {
    if (first === undefined)
      throw new UsageError("--add needs a name and a source: --add NAME SOURCE.");
    const { add } = await import("./add.ts");
    return add(root, {
      ...options,
      name: options.add,
      source: first,
      dryRun: options["dry-run"],
    });
  }
  if (options.upstream) {
    const { thisRepository } = await import("../rehearsal/this-repository.ts");
    const given = {
      ...options,
      source: first,
      plan: thisRepository,
      writeAnyway: options["write-anyway"],
      dryRun: options["dry-run"],
      trustChanges: options["trust-changes"],
      shorterEnd: options["shorter-end"],
      overwriteEdits: options["overwrite-edits"],
      consumers: options.consumer.map((folder) => resolve(folder)),
    };
    if (first === undefined && options.document === undefined) {
      const { upstreamOfAll } = await import("./upstream-of-all.ts");
      return upstreamOfAll(root, given, explain);
    }
    const { upstream } = await import("./upstream.ts");
    return upstream(root, given);
  }
  const { generate } = await import("./generate.ts");
  return generate(root, { ...options, trustChanges: options["trust-changes"] });
}

/** Not exit code 1, which Node uses too and which would look like drift. */
function explain(error: unknown): { message: string; exitCode: ExitCode } {
  if (error instanceof LockedError) return { message: error.message, exitCode: exitCodes.locked };
  const message = error instanceof Error ? error.message : String(error);
  const isExpected =
    error instanceof DocumentError || error instanceof SourceError || error instanceof TargetError;
  return {
    message: isExpected
      ? `Refused; nothing was written.\n\n${message}`
      : `Refused, because of an unexpected error: ${message.split("\n", 1)[0]}\nPlease report it, with the document. --debug shows the stack.`,
    exitCode: exitCodes.refused,
  };
}

/** The command line of `pnpm regen`. */
export const commandLine: CommandLine = { usage, run, explain };
