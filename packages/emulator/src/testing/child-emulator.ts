import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** An emulator started from its command line. */
export interface ChildEmulator {
  url: string;
  process: ChildProcess;
  /** Everything it has written so far, a line each. */
  lines: readonly string[];
  /** Resolves with the first line, past or to come, that matches. */
  line(pattern: RegExp): Promise<string>;
  /** Resolves with how it ended. */
  exit: Promise<ChildExit>;
  /** Ends it with a signal and resolves with how it ended. */
  end(signal: NodeJS.Signals): Promise<ChildExit>;
}

/** How a process ended. */
export interface ChildExit {
  code: number | null;
  signal: string | null;
}

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));

/** Starts the command line; it ends with the test at the latest. */
export async function startChild(...args: readonly string[]): Promise<ChildEmulator> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", cli, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const exit = ended.then(([code, signal]): ChildExit => ({ code, signal }));
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      for (const look of waiting) look(line);
    });
  }
  const line = (pattern: RegExp): Promise<string> => {
    const past = lines.find((candidate) => pattern.test(candidate));
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const look = (candidate: string) => {
        if (!pattern.test(candidate)) return;
        waiting.delete(look);
        resolve(candidate);
      };
      waiting.add(look);
      void ended.then(() =>
        reject(new Error(`It ended without a line like ${pattern}:\n${lines.join("\n")}`)),
      );
    });
  };
  const first = await line(/^Kapso emulator at /);
  await line(/^Ctrl-C stops it/);
  return {
    url: first.replace("Kapso emulator at ", ""),
    process: child,
    lines,
    line,
    exit,
    end: (signal) => {
      child.kill(signal);
      return exit;
    },
  };
}
