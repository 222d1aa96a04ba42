import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { repositoryRoot } from "../packages.ts";
import type { PrivateRegistry } from "./private-registry.ts";

/** A clone to release from. */
export interface Repository {
  root: string;
  /** Where everything that is started here puts its temporary files. */
  temporary: string;
  run(program: string, ...words: string[]): Promise<string>;
  write(path: string, content: string): Promise<void>;
  read(path: string): Promise<string>;
  commit(message: string): Promise<void>;
  /** Starts the release script, in a separate process group. */
  release(at: Partial<PrivateRegistry> & { env?: NodeJS.ProcessEnv }, ...words: string[]): Release;
}

export interface Release {
  process: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
}

export async function openRepository(folder: string): Promise<Repository> {
  const root = join(folder, "repository");
  const temporary = join(folder, "temporary");
  await mkdir(temporary);
  const env = { ...process.env, ...identity, NO_COLOR: "1", TMPDIR: temporary };
  const repository: Repository = {
    root,
    temporary,
    run: async (program, ...words) => (await runCommand(program, words, { cwd: root, env })).stdout,
    write: async (path, content) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    },
    read: (path) => readFile(join(root, path), "utf8"),
    commit: async (message) => {
      await repository.run("git", "add", "--all");
      await repository.run("git", "commit", "--quiet", "--allow-empty", "--message", message);
    },
    release: ({ url, token, env: more }, ...words) => {
      const script = join(repositoryRoot, "scripts/release/release.ts");
      const child = spawn("node", [script, ...words], {
        cwd: root,
        // A registry that is down is not waited for.
        env: {
          ...env,
          PNPM_CONFIG_FETCH_RETRIES: "0",
          KAPSO_REGISTRY: url,
          NPM_TOKEN: token,
          ...more,
        },
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      }
      const ended = new Promise<{ code: number | null; output: string }>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, output }));
      });
      return { process: child, ended };
    },
  };
  return repository;
}

const identity = {
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

/** As if the machine died: the release and everything that it started. */
export function killHard({ process: { pid } }: Release): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}
