import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { programFolder } from "./consumer.ts";
import type { InstalledTool } from "./tools.ts";

/** A way in which a service's project can be set up. */
export interface Setup {
  name: string;
  compilerOptions: Record<string, unknown>;
  files: readonly string[];
  /** Whether the files are in a package of ES modules, or of CommonJS. @default "module" */
  type?: "module" | "commonjs";
  /** The first TypeScript that can compile it. @default every one */
  since?: string;
  /** The first TypeScript that has the setting no more. */
  until?: string;
}

const entries = ["smoke.ts", "faults.ts", "every-entry.ts"];
const nodenext = { module: "nodenext" };
const bundler = { module: "esnext", moduleResolution: "bundler" };
/** The types of `fetch` and `URL` come from Node's types, the DOM's, or both. */
const node = { lib: ["es2022"], types: ["node"] };
const dom = { lib: ["es2022", "dom", "esnext.disposable"], types: [] };
const both = { ...dom, types: ["node"] };
/** What TypeScript 5 does without a setting, and 6 with a permission. */
const node10 = { module: "commonjs", moduleResolution: "node10", esModuleInterop: true };
/** For a separate file: other setups check the declarations that it imports. */
const oneFile = { ...nodenext, ...node, skipLibCheck: true };

/** The columns of the table. */
export const setups: readonly Setup[] = [
  {
    name: "`nodenext`, `@types/node`",
    compilerOptions: { ...nodenext, ...node },
    files: entries,
  },
  { name: "the same with lib `dom`", compilerOptions: { ...nodenext, ...both }, files: entries },
  { name: "`bundler`, lib `dom`", compilerOptions: { ...bundler, ...dom }, files: entries },
  {
    name: "document as JSON",
    compilerOptions: oneFile,
    files: ["description.ts"],
    since: "5.7",
  },
  {
    name: "`require()` in `.cts`",
    compilerOptions: oneFile,
    files: ["from-commonjs.cts"],
  },
  {
    name: "CommonJS, `nodenext`",
    compilerOptions: { ...nodenext, ...node },
    files: entries,
    type: "commonjs",
  },
  {
    name: "CommonJS, `node16`",
    compilerOptions: { ...oneFile, module: "node16" },
    files: entries,
    type: "commonjs",
  },
  {
    name: "`commonjs`, `node10`",
    compilerOptions: { ...oneFile, ...node10 },
    files: [...entries, "description-node10.ts"],
    type: "commonjs",
    until: "7.0",
  },
];

/** A service that writes its declarations, as an ES module and as CommonJS. */
export const declarationsSetup: Setup = {
  name: "declarations",
  compilerOptions: { ...oneFile, declaration: true },
  files: ["service.ts", "../commonjs/service.ts"],
};

const strict = {
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  // TypeScript's own: not ours to judge, and half of the time.
  skipDefaultLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
};

/** Copies the program's source to where our packages are installed, once for each module type. */
export async function copyProgram(consumer: string): Promise<void> {
  for (const type of ["module", "commonjs"]) {
    await mkdir(join(consumer, type));
    await writeFile(join(consumer, type, "package.json"), JSON.stringify({ type }));
    for (const file of await readdir(programFolder)) {
      await copyFile(join(programFolder, file), join(consumer, type, file));
    }
  }
}

/** A TypeScript of any version. */
export type Compiler = Pick<InstalledTool, "id" | "label" | "version" | "path">;

/** Whether a compiler must compile a setup. */
export function isExpected({ version }: Compiler, { since = "0" }: Setup): boolean {
  return version.localeCompare(since, "en", { numeric: true }) >= 0;
}

/** Whether a compiler has the setting at all. */
export function isPossible({ version }: Compiler, { until = "99" }: Setup): boolean {
  return version.localeCompare(until, "en", { numeric: true }) < 0;
}

/** Compiles the program, and the declarations of everything it imports; the errors, if any. */
export async function compile(
  compiler: Compiler,
  setup: Setup,
  consumer: string,
): Promise<string | undefined> {
  const name = `tsconfig.${compiler.id}.${setups.indexOf(setup)}.json`;
  const files = setup.files.map((file) => `${setup.type ?? "module"}/${file}`);
  const sixth = compiler.version.startsWith("6.") ? { ignoreDeprecations: "6.0" } : {};
  const compilerOptions = { ...strict, ...setup.compilerOptions, ...sixth };
  await writeFile(join(consumer, name), JSON.stringify({ compilerOptions, files }));
  return runCommand(process.execPath, [compiler.path, "-p", name], { cwd: consumer }).then(
    () => undefined,
    (error: Error) => error.message,
  );
}
