import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";

/** The scripts of the workflow, run as GitHub's runner does, on local repositories. */
interface Step {
  name?: string;
  run?: string;
}
const workflow: { jobs: Record<"judge" | "propose", { steps: Step[] }> } = parse(
  readFileSync(new URL("../../.github/workflows/sync.yml", import.meta.url), "utf8"),
);
const branch = "sync/pets";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-"));
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin");
  clone("person");
  write("person", {
    "specs/pets.yaml": "version: 1\n",
    "packages/types/src/generated/pets/a.ts": "export const version = 1;\n",
    ".changeset/config.json": "{}\n",
    "packages/client/src/index.ts": "export {};\n",
  });
  commitAndPush("person", "main", "first");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function git(cwd: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", words, { cwd, encoding: "utf8", env });
  if (status !== 0) throw new Error(`git ${words.join(" ")}\n${stdout}${stderr}`);
  return stdout.trim();
}

const env = {
  PATH: process.env["PATH"],
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
};

function clone(name: string): string {
  const at = join(folder, name);
  git(folder, "clone", "--quiet", join(folder, "origin"), name);
  git(at, "config", "user.name", "A person");
  git(at, "config", "user.email", "person@example.com");
  return at;
}

function write(name: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    const at = join(folder, name, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
}

function commitAndPush(name: string, to: string, message: string): void {
  const at = join(folder, name);
  git(at, "add", "--all");
  git(at, "commit", "--quiet", "--message", message);
  git(at, "push", "--quiet", "origin", `HEAD:refs/heads/${to}`);
}

/** A program of this name on the path of the scripts. */
function program(name: string, script: string): void {
  const at = join(folder, "bin", name);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, `#!/bin/bash\n${script}\n`);
  chmodSync(at, 0o755);
}

let runs = 0;

interface Day {
  /** What regen writes into the tree. */
  bump?: Record<string, string>;
  code?: number;
  /** Open pull requests and issues, as `gh … list` shows their numbers. */
  pullRequest?: string;
  issue?: string;
  /** A script that runs while the branch is pushed. */
  duringPush?: string;
}

/** One run of the workflow: judges in one clone, proposes in another. */
function sync({ bump = {}, code = 0, pullRequest = "", issue = "", duringPush }: Day) {
  const day = `day${++runs}`;
  const temporary = join(folder, `${day}-temporary`);
  mkdirSync(temporary);
  const log = join(folder, `${day}-gh.txt`);
  const writes = Object.entries(bump).map(
    ([path, text]) =>
      `mkdir -p "$(dirname '${path}')"\nprintf '%s' '${text.replaceAll("'", "")}' > '${path}'`,
  );
  program(
    "pnpm",
    `while [ $# -gt 0 ]; do [ "$1" = --report ] && printf '# Pets: version 2\\nmore\\n' > "$2"; shift; done
${writes.join("\n")}
echo "::warning::from the vendor" >&2
exit ${code}`,
  );
  program(
    "gh",
    `printf '%s\\n' "$*" >> '${log}'
for word in "$@"; do [ "$last" = --body-file ] && cat "$word" >> '${log}'; last="$word"; done
case "$1 $2" in "pr list") echo "${pullRequest}" ;; "issue list") echo "${issue}" ;; esac
true`,
  );

  const outputs = join(temporary, "output");
  const run = (at: string, step: Step, more: Record<string, string> = {}) =>
    spawnSync("bash", ["-e", "-c", step.run ?? ""], {
      cwd: at,
      encoding: "utf8",
      env: {
        ...env,
        PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
        RUNNER_TEMP: temporary,
        GITHUB_OUTPUT: outputs,
        BRANCH: branch,
        DOCUMENT: "pets",
        TRUST: "",
        ...more,
      },
    });
  const stepOf = (job: keyof typeof workflow.jobs, text: string): Step => {
    const step = workflow.jobs[job].steps.find(({ run: script = "" }) => script.includes(text));
    if (step === undefined) throw new Error(`The job ${job} has no step with ${text}.`);
    return step;
  };

  const judge = run(clone(`${day}-judge`), stepOf("judge", "regen --upstream"));
  expect(judge.stdout).toMatch(/^::stop-commands::(.*)\n[\s\S]*::\1::\n/);
  const patch = readFileSync(join(temporary, "sync/bump.patch"), "utf8");

  const at = clone(`${day}-propose`);
  if (duringPush !== undefined) {
    writeFileSync(join(at, ".git/hooks/pre-push"), `#!/bin/bash\n${duringPush}\n`, { mode: 0o755 });
  }
  const proposed = patch === "" ? 0 : run(at, stepOf("propose", "git push")).status;
  run(at, stepOf("propose", "gh issue"), {
    CODE: String(code),
    RESULT: judge.status === 0 ? "success" : "failure",
    STEPS: proposed === 0 ? "success" : "failure",
    GH_REPO: "a/b",
  });
  return { proposed, patch, calls: existsSync(log) ? readFileSync(log, "utf8") : "" };
}

const bumpTo = (version: number) => ({
  "specs/pets.yaml": `version: ${version}\n`,
  "packages/types/src/generated/pets/a.ts": `export const version = ${version};\n`,
  ".changeset/spec-pets.md": `types: minor ${version}\n`,
  // Nothing that a bump plans.
  "packages/client/src/index.ts": "export const stray = 1;\n",
  "stray.txt": "stray\n",
});

function onBranch(path: string): string {
  return git(join(folder, "origin"), "show", `${branch}:${path}`);
}

function subjects(): string[] {
  return git(join(folder, "origin"), "log", "--format=%an: %s", `main..${branch}`).split("\n");
}

test("a bump becomes a branch with the planned files only, and one pull request", () => {
  const first = sync({ bump: bumpTo(2) });
  expect(first.proposed).toBe(0);
  const changed = git(join(folder, "origin"), "diff", "--name-only", "main", branch).split("\n");
  expect(changed).toEqual([
    ".changeset/spec-pets.md",
    "packages/types/src/generated/pets/a.ts",
    "specs/pets.yaml",
  ]);
  expect(first.calls).toMatch(/^pr create --head sync\/pets/m);
  expect(first.calls).not.toMatch(/^issue (create|edit|close)/m);

  const second = sync({ bump: bumpTo(3), pullRequest: "7" });
  expect(second.calls).toMatch(/^pr edit sync\/pets/m);
  expect(onBranch("specs/pets.yaml")).toBe("version: 3");
  expect(subjects()).toHaveLength(1);

  expect(sync({}).calls).not.toMatch(/^pr /m);
});

test("commits of a person on the branch stay, and so does an edited changeset", () => {
  sync({ bump: bumpTo(2) });
  const person = join(folder, "person");
  git(person, "fetch", "--quiet");
  git(person, "switch", "--quiet", branch);
  write("person", {
    ".changeset/spec-pets.md": "types: minor, in a person's words\n",
    "packages/client/src/index.ts": "export const mended = true;\n",
  });
  commitAndPush("person", branch, "mend the client");
  git(person, "switch", "--quiet", "main");
  write("person", { "README.md": "news on main\n" });
  commitAndPush("person", "main", "news");

  expect(sync({ bump: bumpTo(3), pullRequest: "7" }).proposed).toBe(0);
  expect(subjects()).toContain("A person: mend the client");
  expect(onBranch(".changeset/spec-pets.md")).toBe("types: minor, in a person's words");
  expect(onBranch("packages/client/src/index.ts")).toBe("export const mended = true;");
  expect(onBranch("specs/pets.yaml")).toBe("version: 3");
  expect(onBranch("README.md")).toBe("news on main");
});

test("a changeset that no person has edited follows the bump", () => {
  sync({ bump: bumpTo(2) });
  const person = join(folder, "person");
  git(person, "fetch", "--quiet");
  git(person, "switch", "--quiet", branch);
  write("person", { "packages/client/src/index.ts": "export const mended = true;\n" });
  commitAndPush("person", branch, "mend the client");
  expect(sync({ bump: bumpTo(3), pullRequest: "7" }).proposed).toBe(0);
  expect(onBranch(".changeset/spec-pets.md")).toBe("types: minor 3");
  expect(onBranch("packages/client/src/index.ts")).toBe("export const mended = true;");
});

test("a push of a person in the meantime is not overwritten: the run fails and opens an issue", () => {
  sync({ bump: bumpTo(2) });
  const person = join(folder, "person");
  git(person, "fetch", "--quiet");
  git(person, "switch", "--quiet", branch);
  write("person", { "packages/client/src/index.ts": "export const mended = true;\n" });
  git(person, "commit", "--quiet", "--all", "--message", "mend the client");
  const { proposed, calls } = sync({
    bump: bumpTo(3),
    pullRequest: "7",
    duringPush: `env -u GIT_DIR git -C '${person}' push --quiet origin HEAD:refs/heads/${branch}`,
  });
  expect(proposed).not.toBe(0);
  expect(subjects()).toContain("A person: mend the client");
  expect(calls).toMatch(/^issue create/m);
});

test("one issue is opened when judging fails, updated, and closed when all is well", () => {
  const opened = sync({ code: 4, bump: {} }).calls;
  expect(opened).toMatch(/^issue create --title Upstream needs a look/m);
  expect(opened).toContain("    ::warning::from the vendor");
  expect(opened).not.toMatch(/^::/m);
  expect(sync({ code: 70, issue: "5" }).calls).toMatch(/^issue edit 5/m);
  expect(sync({ issue: "5" }).calls).toMatch(/^issue close 5/m);
  expect(sync({}).calls).not.toMatch(/^issue (create|edit|close)/m);
});
