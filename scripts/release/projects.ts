// `pnpm projects`: tries the packed packages in each kind of project, and writes the table of the docs.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSection } from "@shared/toolkit/markdown-section.ts";
import { packAll } from "./pack.ts";
import { projectsPage } from "./projects/page.ts";
import { projects } from "./projects/projects.ts";
import { type ProjectResult, projectsTable, tryProject } from "./projects/try-project.ts";
import { installTools } from "./runtimes/tools.ts";

const wanted = process.argv.slice(2);
const chosen = projects.filter(({ folder }) => wanted.length === 0 || wanted.includes(folder));
const unknown = wanted.filter((name) => !projects.some(({ folder }) => folder === name));
if (unknown.length > 0) {
  const known = projects.map(({ folder }) => folder).join(", ");
  console.error(`There is no project ${unknown.join(", ")}. Choose of ${known}.`);
  process.exit(2);
}

const results: ProjectResult[] = [];
const parent = await mkdtemp(join(tmpdir(), "projects-"));
try {
  const tarballs = await packAll(parent);
  const runtimes = await installTools("runtimes");
  for (const project of chosen) {
    const result = await tryProject(project, { parent, tarballs, runtimes });
    results.push(result);
    for (const { name, problem } of result.steps) {
      const what = `${result.label}: ${name}`;
      console.log(problem === undefined ? `ok      ${what}` : `failed  ${what}: ${problem}`);
    }
  }
} finally {
  await rm(parent, { recursive: true, force: true });
}
const failures = results.flatMap(({ steps }) => steps).filter(({ problem }) => problem);
if (failures.length > 0) {
  console.log(`${failures.length} failed.`);
  process.exitCode = 1;
} else if (wanted.length === 0) {
  const page = await readFile(projectsPage, "utf8");
  await writeFile(projectsPage, writeSection(page, "projects", projectsTable(results)));
  console.log("The docs have the table.");
}
