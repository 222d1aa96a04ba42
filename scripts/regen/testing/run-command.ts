import { runCommandLine } from "@shared/toolkit/command-line.ts";
import { commandLine } from "../commands/command-line.ts";

/** `pnpm regen` with these words on a repository of a test; resolves to the exit code. */
export function runCommand(root: string, ...words: string[]): Promise<number> {
  return runCommandLine(commandLine, ["--root", root, ...words]);
}
