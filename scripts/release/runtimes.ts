// Runs the packed packages on every runtime, compiles with every TypeScript, and writes what came
// of it to the README.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSection } from "@shared/toolkit/markdown-section.ts";
import { isExpected, SETUPS } from "./runtimes/compile.ts";
import {
  compilersToTry,
  prepareCompilers,
  prepareRuntimes,
  README,
  runtimesToTry,
  tryCompiler,
  tryRuntime,
} from "./runtimes/matrix.ts";
import { compilersTable, runtimesTable } from "./runtimes/tables.ts";

let failures = 0;
const folder = await mkdtemp(join(tmpdir(), "runtimes-"));
try {
  const [runtimes, compilers] = [await tryRuntimes(), await tryCompilers()];
  const readme = writeSection(await readFile(README, "utf8"), "runtimes", runtimesTable(runtimes));
  await writeFile(README, writeSection(readme, "compilers", compilersTable(compilers)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? "The README has both tables." : `${failures} failed.`);
process.exitCode = failures === 0 ? 0 : 1;

async function tryRuntimes() {
  const runtimes = await runtimesToTry(true);
  const consumer = await prepareRuntimes(await mkdtemp(join(folder, "runtimes-")), runtimes);
  const rows = [];
  for (const runtime of runtimes) {
    const row = await tryRuntime(runtime, consumer);
    rows.push(row);
    for (const [form, results] of Object.entries(row.outcomes)) {
      for (const { name, problem } of results) say(`${row.label}, ${form}: ${name}`, problem);
    }
  }
  return rows;
}

async function tryCompilers() {
  const consumer = await prepareCompilers(await mkdtemp(join(folder, "compilers-")));
  const rows = [];
  for (const compiler of await compilersToTry(true)) {
    const { row, problems } = await tryCompiler(compiler, consumer);
    rows.push(row);
    for (const setup of SETUPS.filter((setup) => isExpected(compiler, setup))) {
      say(`${row.label}: ${setup.name}`, problems[setup.name]);
    }
  }
  return rows;
}

function say(what: string, problem: string | undefined): void {
  if (problem !== undefined) failures++;
  console.log(problem === undefined ? `ok      ${what}` : `failed  ${what}: ${problem}`);
}
