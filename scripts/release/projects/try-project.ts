import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { startEmulator } from "@shared/kapso-emulator";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import type { Tarball } from "../pack.ts";
import { environment } from "../runtimes/consumer.ts";
import type { InstalledTool } from "../runtimes/tools.ts";
import { installExample } from "./install-example.ts";
import type { Project, Step } from "./projects.ts";
import { startServer } from "./start-server.ts";

/** What became of a project. */
export interface ProjectResult {
  label: string;
  /** Names and versions, as in `next 16.4`. */
  tools: string[];
  steps: { name: string; problem?: string }[];
}

/** Installs a project from the packed packages, and takes its steps beside an emulator. */
export async function tryProject(
  { folder, label, tools, steps }: Project,
  {
    parent,
    tarballs,
    runtimes,
  }: { parent: string; tarballs: Tarball[]; runtimes: InstalledTool[] },
): Promise<ProjectResult> {
  const copy = join(parent, folder);
  try {
    await installExample(`projects/${folder}`, tarballs, copy);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { label, tools: [], steps: [{ name: "npm install", problem }] };
  }
  const versions = await Promise.all(tools.map((tool) => versionOf(tool, copy, runtimes)));
  const ours = runtimes.filter(({ id }) => tools.includes(id)).map(({ path }) => dirname(path));
  const result: ProjectResult = { label, tools: versions, steps: [] };
  const emulator = await startEmulator();
  try {
    const env = {
      ...environment(copy),
      PATH: [...ours, process.env["PATH"]].join(delimiter),
      KAPSO_API_KEY: emulator.apiKey,
      KAPSO_BASE_URL: emulator.url + emulator.basePath,
      NEXT_TELEMETRY_DISABLED: "1",
      WRANGLER_SEND_METRICS: "false",
    };
    for (const step of steps) {
      const problem = await take(step, copy, env).catch((error: Error) => error.message);
      result.steps.push({ name: step.name, ...(problem !== undefined && { problem }) });
    }
  } finally {
    await emulator.close();
  }
  return result;
}

type ProjectEnvironment = NodeJS.ProcessEnv & { KAPSO_API_KEY: string };

/** For a tool that hangs, in milliseconds: Jest waits for whatever is still open. */
const timeout = 300_000;

/** What is wrong after a step; nothing where all is well. */
async function take(
  { script, prints, fault, serves, output }: Step,
  cwd: string,
  env: ProjectEnvironment,
): Promise<string | undefined> {
  if (serves) {
    const problem = await findInPage(serves, script, cwd, env);
    return problem ?? (output && findIn(output, cwd, env));
  }
  for (const [path, content] of Object.entries(fault ?? {})) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), content);
  }
  const ended = await runCommand("npm", ["run", "--silent", script], { cwd, env, timeout }).catch(
    (error: unknown) => error,
  );
  if (!fault && ended instanceof Error) return ended.message;
  if (fault && !(ended instanceof CommandError)) return `\`npm run ${script}\` did not fail.`;
  const { stdout, stderr } = ended as CommandError;
  const printed = stripVTControlCharacters(stdout + stderr);
  if (prints && !prints.test(printed)) return `Expected ${prints} in:\n${printed}`;
  return output && findIn(output, cwd, env);
}

async function findInPage(
  { path, shows }: NonNullable<Step["serves"]>,
  script: string,
  cwd: string,
  env: ProjectEnvironment,
): Promise<string | undefined> {
  await using server = await startServer(script, cwd, env);
  const page = await (await fetch(server.origin + path)).text();
  if (page.includes(env.KAPSO_API_KEY)) return `${path} has the API key.`;
  return shows.test(page) ? undefined : `Expected ${shows} in:\n${page}\n${server.printed()}`;
}

async function findIn(
  { folder, without }: NonNullable<Step["output"]>,
  cwd: string,
  { KAPSO_API_KEY }: ProjectEnvironment,
): Promise<string | undefined> {
  let count = 0;
  for await (const path of glob(`${folder}/**/*.{js,css,html}`, { cwd })) {
    count++;
    const text = await readFile(join(cwd, path), "utf8");
    if (without.test(text)) return `${path} has ${without}.`;
    if (text.includes(KAPSO_API_KEY)) return `${path} has the API key.`;
  }
  return count === 0 ? `There is no file in ${folder}.` : undefined;
}

async function versionOf(tool: string, cwd: string, runtimes: InstalledTool[]): Promise<string> {
  const runtime = runtimes.find(({ id }) => id === tool);
  const manifest = join(cwd, "node_modules", tool, "package.json");
  const { version } = runtime ?? JSON.parse(await readFile(manifest, "utf8"));
  return `${tool.replace(/^@(\w+)\/core$/, "$1")} ${version.split(".").slice(0, 2).join(".")}`;
}

/** The table of the docs. */
export function projectsTable(results: readonly ProjectResult[]): string {
  const rows = results.map(({ label, tools, steps }) => [
    label,
    tools.join(", "),
    steps.map(({ name }) => name).join("; "),
    steps.some(({ problem }) => problem !== undefined) ? "no" : "yes",
  ]);
  return [["project", "tools", "tried", "works"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
