import { join } from "node:path";
import { ROOT } from "../packages.ts";
import { readCatalog } from "./catalog.ts";
import { type Compiler, compile, copyProgram, SETUPS } from "./compile.ts";
import { installConsumer, writeProgram } from "./consumer.ts";
import { notesOn } from "./fetch-manners.ts";
import { installTools, listTools } from "./install-tools.ts";
import type { CheckResult } from "./program/check.ts";
import { formsOf, type Runtime, runRuntime } from "./run-runtime.ts";
import type { CompilerRow, RuntimeRow } from "./tables.ts";

/** The README, which holds both tables. */
export const README: string = join(ROOT, "README.md");

/** All of them are tried where CI is; elsewhere what is there without a download. */
export const EVERYTHING: boolean = Boolean(process.env["CI"]);

export async function runtimesToTry(everything: boolean): Promise<Runtime[]> {
  if (everything) return installTools("runtimes");
  const major = process.versions.node.split(".")[0];
  return [{ id: `node-${major}`, label: `Node ${major}`, path: process.execPath }];
}

export async function compilersToTry(everything: boolean): Promise<Compiler[]> {
  if (everything) return installTools("compilers");
  const ours = join(ROOT, "release/node_modules/typescript/bin/tsc");
  const { typescript } = await readCatalog();
  return (await listTools("compilers"))
    .filter(({ version }) => version === typescript)
    .map((tool) => ({ ...tool, path: ours }));
}

/** A fresh folder with our packages and the program in each form that the runtimes need. */
export async function prepareRuntimes(folder: string, runtimes: Runtime[]): Promise<string> {
  const consumer = await installConsumer(folder);
  await writeProgram(consumer, "import");
  await writeProgram(consumer, "require");
  if (runtimes.some(({ id }) => id === "workerd")) await writeProgram(consumer, "worker");
  return consumer;
}

export async function tryRuntime(runtime: Runtime, consumer: string): Promise<RuntimeRow> {
  const outcomes: Record<string, CheckResult[]> = {};
  for (const form of formsOf(runtime)) {
    outcomes[form] = await runRuntime(runtime, form, consumer);
  }
  return { label: runtime.label, outcomes, notes: notesOn(runtime) };
}

/** A fresh folder with our packages, what their types need, and the program's source. */
export async function prepareCompilers(folder: string): Promise<string> {
  const versions = await readCatalog();
  const names = ["@types/node", "@opentelemetry/api"];
  const consumer = await installConsumer(
    folder,
    Object.fromEntries(names.map((name) => [name, versions[name] ?? ""])),
  );
  await copyProgram(consumer);
  return consumer;
}

/** What a compiler manages, and what it said where it does not. */
export async function tryCompiler(
  compiler: Compiler,
  consumer: string,
): Promise<{ row: CompilerRow; problems: Record<string, string> }> {
  const row: CompilerRow = { label: compiler.label, verdicts: {} };
  const problems: Record<string, string> = {};
  for (const setup of SETUPS) {
    const problem = await compile(compiler, setup, consumer);
    row.verdicts[setup.name] = problem === undefined;
    if (problem !== undefined) problems[setup.name] = problem;
  }
  return { row, problems };
}
