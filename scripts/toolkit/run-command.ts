import { execFile } from "node:child_process";

/** The output of a program. */
export interface CommandResult {
  stdout: string;
  stderr: string;
}

/** A program that failed, with its output. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code, `undefined` where a signal ended it or it did not start. */
  readonly exitCode: number | undefined;

  constructor(command: string, result: CommandResult, exitCode: number | undefined, why: string) {
    super(`\`${command}\` failed${why}\n${`${result.stdout}\n${result.stderr}`.trim()}`);
    this.stdout = result.stdout;
    this.stderr = result.stderr;
    this.exitCode = exitCode;
  }
}

export interface CommandOptions {
  cwd: string;
  /** @default process.env */
  env?: NodeJS.ProcessEnv;
  /** Ends a program that hangs, in milliseconds. @default none */
  timeout?: number;
}

/**
 * Runs a program to its end, without a shell and without input.
 *
 * @throws {CommandError} when it does not start, exits with another code than 0, or is ended by a
 * signal or the time limit
 */
export function runCommand(
  program: string,
  words: readonly string[],
  { cwd, env = process.env, timeout = 0 }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env, timeout, maxBuffer: 2 ** 28, encoding: "utf8" } as const;
    const child = execFile(program, words, options, (error, stdout, stderr) => {
      if (error === null) return resolve({ stdout, stderr });
      const { code, signal } = error;
      const why =
        typeof code === "string"
          ? `: ${code}.`
          : signal
            ? ` (${signal}).`
            : ` (exit code ${code}).`;
      const exitCode = typeof code === "number" ? code : undefined;
      reject(new CommandError([program, ...words].join(" "), { stdout, stderr }, exitCode, why));
    });
    child.stdin?.end();
  });
}
