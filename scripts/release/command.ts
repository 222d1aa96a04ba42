import { execFile } from "node:child_process";

/** A program that ended badly, with what it said. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly stdout: string;

  constructor(program: string, words: readonly string[], stdout: string, stderr: string) {
    super(`\`${[program, ...words].join(" ")}\` failed.\n${`${stdout}\n${stderr}`.trim()}`);
    this.stdout = stdout;
  }
}

export interface CommandOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** Runs a program to its end and gives what it printed. */
export function command(
  program: string,
  words: readonly string[],
  { cwd, env }: CommandOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd, env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const cause = typeof error.code === "string" ? `${program}: ${error.message}` : stderr;
      reject(new CommandError(program, words, stdout, cause));
    });
  });
}
