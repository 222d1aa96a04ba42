import { execFile } from "node:child_process";

export interface CommandResult {
  stdout: string;
  stderr: string;
}

/** After which a program that hangs is ended; in milliseconds. */
export const PATIENCE = 120_000;

/** Runs a program to its end. What it printed stands in the error when it fails. */
export function run(
  command: string,
  commandArguments: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      commandArguments,
      { ...options, maxBuffer: 2 ** 26, encoding: "utf8", timeout: PATIENCE },
      (error, stdout, stderr) => {
        if (!error) return resolve({ stdout, stderr });
        const shown = [command, ...commandArguments].join(" ");
        reject(
          new Error(`${shown} failed (${error.code ?? error.signal}):\n${stdout}${stderr}`, {
            cause: error,
          }),
        );
      },
    ).stdin?.end();
  });
}
