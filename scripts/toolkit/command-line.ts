import { print, printError, terminalText } from "./terminal.ts";

/** An option or argument that a command does not take: the message says what it takes. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A program that people start at the root of the repository. */
export interface CommandLine {
  /** Printed by `--help`, and below the message of a usage error. */
  usage: string;
  /** Does the work; resolves to the exit code. */
  run(words: string[]): Promise<number>;
  /** The sentence and exit code of an expected failure; `undefined` for a fault of the program. */
  explain?(error: unknown): { message: string; exitCode: number } | undefined;
}

/**
 * Runs a command line: `--help` prints the usage, a usage error ends with exit code 2, an expected
 * failure with its sentence. What is printed has no control characters, whoever wrote it. Anything else is thrown, so that its stack is seen.
 *
 * @param words as in `process.argv.slice(2)`; a `--` that a package manager passed on is dropped
 * @returns the exit code
 */
export async function runCommandLine(
  { usage, run, explain = () => undefined }: CommandLine,
  words: readonly string[],
): Promise<number> {
  const given = words.filter((word) => word !== "--");
  if (given.includes("--help")) {
    print(terminalText(usage));
    return 0;
  }
  try {
    return await run(given);
  } catch (error) {
    if (isUsageError(error)) {
      printError(terminalText(`${error.message}\n\n${usage}`));
      return 2;
    }
    const explained = explain(error);
    if (explained === undefined) throw error;
    printError(terminalText(explained.message));
    return explained.exitCode;
  }
}

/** Ours, or what `util.parseArgs` throws. */
function isUsageError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof UsageError ||
    ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
  );
}
