// `pnpm runtimes`: runs the packed packages on every runtime, compiles them with every TypeScript,
// and writes the results to docs/where-it-runs.md.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSection } from "@shared/toolkit/markdown-section.ts";
import { isExpected, setups } from "./runtimes/compile.ts";
import {
  compilersToTry,
  pagePath,
  prepareConsumer,
  runtimesToTry,
  setupsToTry,
  tryCompiler,
  tryRuntime,
} from "./runtimes/matrix.ts";
import {
  type CompilerRow,
  compilersTable,
  type RuntimeRow,
  runtimesTable,
} from "./runtimes/tables.ts";

let failures = 0;
const folder = await mkdtemp(join(tmpdir(), "runtimes-"));
try {
  const consumer = await prepareConsumer(folder);
  const runtimes = runtimesTable(await tryRuntimes(consumer));
  const compilers = compilersTable(await tryCompilers(consumer));
  const page = writeSection(await readFile(pagePath, "utf8"), "runtimes", runtimes);
  await writeFile(pagePath, writeSection(page, "compilers", compilers));
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? "docs/where-it-runs.md has both tables." : `${failures} failed.`);
process.exitCode = failures === 0 ? 0 : 1;

async function tryRuntimes(consumer: string): Promise<RuntimeRow[]> {
  const rows: RuntimeRow[] = [];
  for (const runtime of await runtimesToTry(true)) {
    const row = await tryRuntime(runtime, consumer);
    rows.push(row);
    for (const [form, results] of Object.entries(row.outcomes)) {
      for (const { name, problem } of results) say(`${row.label}, ${form}: ${name}`, problem);
    }
  }
  return rows;
}

async function tryCompilers(consumer: string): Promise<CompilerRow[]> {
  const rows: CompilerRow[] = [];
  for (const compiler of await compilersToTry(true)) {
    const { row, problems } = await tryCompiler(
      compiler,
      consumer,
      setupsToTry(compiler, true, false),
    );
    rows.push(row);
    for (const setup of setups.filter((one) => isExpected(compiler, one))) {
      say(`${row.label}: ${setup.name}`, problems[setup.name]);
    }
  }
  return rows;
}

function say(what: string, problem: string | undefined): void {
  if (problem !== undefined) failures++;
  console.log(problem === undefined ? `ok      ${what}` : `failed  ${what}: ${problem}`);
}
