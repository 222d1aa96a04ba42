import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAll } from "../pack.ts";
import { repositoryRoot } from "../packages.ts";
import { installTools } from "../runtimes/tools.ts";
import { projectsPage } from "./page.ts";
import { projects } from "./projects.ts";
import { type ProjectResult, projectsTable, tryProject } from "./try-project.ts";

const table = readSection(await readFile(projectsPage, "utf8"), "projects");

it("every project of examples/projects is tried, and has a row in the docs", async () => {
  const folders = await subfolders(join(repositoryRoot, "examples/projects"));
  expect(projects.map(({ folder }) => folder).sort()).toEqual(folders.sort());
  for (const { label, steps } of projects) {
    const tried = steps.map(({ name }) => name).join("; ");
    expect(table).toMatch(new RegExp(`^\\| ${label} \\|.*\\| yes \\|$`, "m"));
    expect(table).toContain(`| ${tried} |`);
  }
});

it("a step that fails makes the row a no", () => {
  const steps = [{ name: "builds" }, { name: "tests", problem: "1 failed" }];
  expect(projectsTable([{ label: "A", tools: ["a 1.0", "b 2.1"], steps }])).toBe(
    [
      "| project | tools | tried | works |",
      "| --- | --- | --- | --- |",
      "| A | a 1.0, b 2.1 | builds; tests | no |",
    ].join("\n"),
  );
});

describe.runIf(isFullLevel)("the packed packages, installed by npm", () => {
  const results: ProjectResult[] = [];
  let given: Parameters<typeof tryProject>[1];
  beforeAll(async () => {
    const parent = await mkdtemp(join(tmpdir(), "projects-"));
    const [tarballs, runtimes] = [await packAll(parent), await installTools("runtimes")];
    given = { parent, tarballs, runtimes };
  });
  afterAll(() => rm(given.parent, { recursive: true, force: true }));

  it.each(projects)("work in $folder", async (project) => {
    const result = await tryProject(project, given);
    results.push(result);
    expect(result.steps.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });

  it("the docs' table is the result of this run", () => {
    expect(table).toBe(projectsTable(results));
  });
});

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
