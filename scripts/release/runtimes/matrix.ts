import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../packages.ts";
import { readCatalog } from "./catalog.ts";
import { type Compiler, compile, copyProgram, isPossible, type Setup, setups } from "./compile.ts";
import { installConsumer, writeProgram } from "./consumer.ts";
import { notesOn } from "./fetch-behaviour.ts";
import type { CheckResult } from "./program/check.ts";
import { formsOf, type Runtime, runRuntime } from "./run-runtime.ts";
import type { CompilerRow, RuntimeRow } from "./tables.ts";
import { installTools, listTools } from "./tools.ts";

/** The page that holds both tables. */
export const pagePath: string = join(repositoryRoot, "docs/where-it-runs.md");

/**
 * The runtimes to try: all, or the Node that runs this, which is the only one that needs no
 * download.
 */
export async function runtimesToTry(everything: boolean): Promise<Runtime[]> {
  if (everything) return installTools("runtimes");
  const major = process.versions.node.split(".")[0];
  return [{ id: `node-${major}`, label: `Node ${major}`, path: process.execPath }];
}

/** The compilers to try: all, or the two that this repository is built with. */
export async function compilersToTry(everything: boolean): Promise<Compiler[]> {
  if (everything) return installTools("compilers");
  const users = ["scripts/regen", "scripts/release"];
  const here = users.map((user) => join(repositoryRoot, user, "node_modules/typescript"));
  const versions = await Promise.all(
    here.map(async (folder) => JSON.parse(await readFile(join(folder, "package.json"), "utf8"))),
  );
  return (await listTools("compilers")).flatMap((tool) => {
    const folder = here[versions.findIndex(({ version }) => version === tool.version)];
    return folder === undefined ? [] : [{ ...tool, path: join(folder, tool.binary) }];
  });
}

/** A fresh folder with our packages, what their types need, and the program in every form. */
export async function prepareConsumer(folder: string): Promise<string> {
  const versions = await readCatalog();
  const names = ["@types/node", "@opentelemetry/api"];
  const consumer = await installConsumer(
    folder,
    Object.fromEntries(names.map((name) => [name, versions[name] ?? ""])),
  );
  await copyProgram(consumer);
  await Promise.all(
    (["import", "require", "worker"] as const).map((form) => writeProgram(consumer, form)),
  );
  return consumer;
}

export async function tryRuntime(runtime: Runtime, consumer: string): Promise<RuntimeRow> {
  const outcomes: Record<string, CheckResult[]> = {};
  for (const form of formsOf(runtime)) {
    outcomes[form] = await runRuntime(runtime, form, consumer);
  }
  return { label: runtime.label, outcomes, notes: notesOn(runtime) };
}

/**
 * The setups to try with a compiler: all that it has, or of an older compiler the first one and those
 * that the newest has no more.
 */
export function setupsToTry(compiler: Compiler, everything: boolean, isNewest: boolean): Setup[] {
  const sampled = ({ until }: Setup, n: number) => n === 0 || until !== undefined;
  const tried = everything || isNewest ? setups : setups.filter(sampled);
  return tried.filter((setup) => isPossible(compiler, setup));
}

/** The setups that a compiler compiles, and its message for each that it does not. */
export async function tryCompiler(
  compiler: Compiler,
  consumer: string,
  tried: readonly Setup[],
): Promise<{ row: CompilerRow; problems: Record<string, string> }> {
  const row: CompilerRow = { label: compiler.label, verdicts: {} };
  const problems: Record<string, string> = {};
  for (const setup of tried) {
    const problem = await compile(compiler, setup, consumer);
    row.verdicts[setup.name] = problem === undefined;
    if (problem !== undefined) problems[setup.name] = problem;
  }
  return { row, problems };
}
