import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
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
