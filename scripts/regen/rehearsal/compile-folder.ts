import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import ts from "typescript";
import { type CompileError, compileErrors } from "./compile-errors.ts";

export interface CompileOptions {
  /** The target of each import of a package of the repository. */
  paths: Record<string, string[]>;
  /** The configuration file to write; its folder is temporary. */
  configFile: string;
  /** A copy of `folder` that is compiled in its place. @default folder */
  copy?: string;
}

/**
 * The errors of one program, found by the compiler that is installed in its folder (the native one
 * in this repository), with the options of its `tsconfig.json`.
 */
export async function compileFolder(
  folder: string,
  { paths, configFile, copy = folder }: CompileOptions,
): Promise<CompileError[]> {
  const own = join(copy, "tsconfig.json");
  const config = {
    ...(existsSync(own) ? { extends: own } : {}),
    // Listed one by one: patterns would be resolved from the folder of the configuration file.
    files: filesOf(copy, own),
    include: [],
    compilerOptions: {
      ...(existsSync(own) ? {} : { strict: true, module: "nodenext" }),
      noEmit: true,
      skipLibCheck: true,
      incremental: false,
      composite: false,
      paths,
      // Otherwise resolved beside the configuration file, which is elsewhere.
      typeRoots: above(folder).map((path) => join(path, "node_modules/@types")),
    },
  };
  await writeFile(configFile, JSON.stringify(config));
  const words = [compilerOf(folder), "--noEmit", "--pretty", "false", "-p", configFile];
  const output = await outputOf(words, folder);
  const files = new Map<string, string[]>();
  return Promise.all(
    compileErrors(output, folder).map(async (error) => {
      const path = resolve(folder, error.file);
      const text = files.get(path) ?? (await readFile(path, "utf8").catch(() => "")).split(/\r?\n/);
      files.set(path, text);
      return { ...error, file: path, code: text[error.line - 1] ?? "" };
    }),
  );
}

function filesOf(folder: string, configFile: string): string[] {
  const read = existsSync(configFile)
    ? ts.readConfigFile(configFile, ts.sys.readFile).config
    : { include: ["."] };
  const { fileNames } = ts.parseJsonConfigFileContent(read, ts.sys, folder, undefined, configFile);
  if (fileNames.length === 0) throw new Error(`${folder} has no TypeScript files to check.`);
  return fileNames;
}

/** A compiler that fails without errors in files has not checked anything. */
async function outputOf(words: readonly string[], cwd: string): Promise<string> {
  try {
    return (await runCommand(process.execPath, words, { cwd })).stdout;
  } catch (error) {
    if (!(error instanceof CommandError) || !/\(\d+,\d+\): error TS/.test(error.stdout))
      throw error;
    return error.stdout;
  }
}

function compilerOf(folder: string): string {
  const own = join(folder, "node_modules/typescript/bin/tsc");
  return existsSync(own) ? own : createRequire(import.meta.url).resolve("typescript/bin/tsc");
}

function above(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
}
