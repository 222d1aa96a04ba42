import { print, printError, terminalText } from "./terminal.ts";

/** An option or argument that a command does not take; the message has the expected ones. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A program for the command line at the root of the repository. */
export interface CommandLine {
  /** Printed by `--help`, and below the message of a usage error. */
  usage: string;
  /** Does the work; resolves to the exit code. */
  run(words: string[]): Promise<number>;
  /** The message and exit code of an expected failure; `undefined` for a fault of the program. */
  explain?(error: unknown): { message: string; exitCode: number } | undefined;
}

/**
 * Runs a command line. `--help` prints the usage. A usage error ends with exit code 2, an expected
 * failure with its message and exit code. All output is without control characters. Any other error
 * is thrown, so that its stack is printed.
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

/** A `UsageError`, or an error of `util.parseArgs`. */
function isUsageError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof UsageError ||
    ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
  );
}
