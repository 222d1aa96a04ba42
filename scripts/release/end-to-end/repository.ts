import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { command } from "../command.ts";
import { publishedPackages, ROOT } from "../packages.ts";
import { copyTree } from "../working-copy.ts";
import type { PrivateRegistry } from "./private-registry.ts";

/** This repository as somebody would have cloned it, to release from. */
export interface Repository {
  root: string;
  /** Where everything that is started here puts its temporary files. */
  temporary: string;
  run(program: string, ...words: string[]): Promise<string>;
  write(path: string, content: string): Promise<void>;
  read(path: string): Promise<string>;
  commit(message: string): Promise<void>;
  /** Starts the release script, in a process group of its own. */
  release(registry: Partial<PrivateRegistry>, ...words: string[]): Release;
}

export interface Release {
  process: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
}

/** Gates that take no time, since what they check is none of this test's business. */
const GATES = "scripts/release/gates";

export async function createRepository(folder: string): Promise<Repository> {
  const root = join(folder, "repository");
  const temporary = join(folder, "temporary");
  await mkdir(temporary);
  const env = { ...process.env, NO_COLOR: "1", TMPDIR: temporary, ...IDENTITY };
  await copyTree(ROOT, root, env);
  const repository: Repository = {
    root,
    temporary,
    run: (program, ...words) => command(program, words, { cwd: root, env }),
    write: async (path, content) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    },
    read: (path) => readFile(join(root, path), "utf8"),
    commit: async (message) => {
      await repository.run("git", "add", "--all");
      await repository.run("git", "commit", "--quiet", "--allow-empty", "--message", message);
    },
    release: ({ url, token }, ...words) => {
      const variables = { KAPSO_REGISTRY: url, NPM_TOKEN: token };
      const child = spawn("node", ["scripts/release/release.ts", ...words], {
        cwd: root,
        env: { ...env, ...variables },
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
  await forgetReleases(repository);
  await rm(join(root, GATES), { recursive: true, force: true });
  await repository.write(`${GATES}/open.test.ts`, OPEN_GATE);
  await repository.commit("The tree before its first release");
  await repository.run("pnpm", "install", "--frozen-lockfile", "--prefer-offline");
  return repository;
}

/** As before the first release, so that this test goes on to say the same after it. */
async function forgetReleases({ root, run }: Repository): Promise<void> {
  for (const { folder, manifest } of await publishedPackages(root)) {
    const text = JSON.stringify({ ...manifest, version: "0.1.0" }, null, 2);
    await writeFile(join(folder, "package.json"), `${text}\n`);
    await rm(join(folder, "CHANGELOG.md"), { force: true });
  }
  for (const name of await readdir(join(root, ".changeset"))) {
    if (name !== "config.json") await rm(join(root, ".changeset", name));
  }
  const tags = (await run("git", "tag", "--list")).split("\n").filter((tag) => tag !== "");
  if (tags.length > 0) await run("git", "tag", "--delete", ...tags);
}

const IDENTITY = {
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

const OPEN_GATE = `import { test } from "vitest";
test("the gate", () => {});
`;

/** A gate that lets nothing through, and tells whether it was shown the token. */
export const CLOSED_GATE = {
  path: `${GATES}/closed.test.ts`,
  content: `import { expect, test } from "vitest";
test("the gate", () => expect(process.env.NPM_TOKEN ?? "closed").toBe("open"));
`,
};

/** As if the machine died: the release and everything that it started. */
export function killHard({ process: { pid } }: Release): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}
