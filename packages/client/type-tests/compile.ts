import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const packageFolder: string = fileURLToPath(new URL("..", import.meta.url));
export const repositoryFolder: string = fileURLToPath(new URL("../../..", import.meta.url));

const require = createRequire(import.meta.url);

/** The compiler to judge by; another one can be named in the environment. */
export const tsc: string =
  process.env["TSC"] ?? join(dirname(require.resolve("typescript/package.json")), "bin/tsc");

/** Where modules are found: names to absolute paths, as in a tsconfig. */
export type Modules = Record<string, string>;

/** The entries of the types package in a folder, as source or as declarations. */
export function typesModules(
  folder: string,
  extension: "ts" | "d.ts",
  document = "openapi-platform",
): Modules {
  const entry = `@shared/kapso-types/${document}`;
  const file = (name: string): string => join(folder, `generated/${document}/${name}.${extension}`);
  return {
    "@shared/kapso-types": join(folder, `index.${extension}`),
    [entry]: file("index.gen"),
    [`${entry}/calls`]: file("calls.gen"),
    [`${entry}/operations`]: file("operations.gen"),
  };
}

/** The packages of this repository, from source. */
export const sourceModules: Modules = {
  ...typesModules(join(repositoryFolder, "packages/types/src"), "ts"),
  "@shared/kapso-client": join(packageFolder, "src/index.ts"),
  "@shared/kapso-client/embed": join(packageFolder, "src/embed/index.ts"),
  "@shared/kapso-client/webhooks": join(packageFolder, "src/webhooks/index.ts"),
  "@shared/kapso-client/opentelemetry": join(packageFolder, "src/opentelemetry.ts"),
  "@shared/kapso-client/operations": join(packageFolder, "src/operations.ts"),
  "openapi-fetch": join(packageFolder, "node_modules/openapi-fetch/dist/index.d.mts"),
};

/** A folder that is gone when the test is done with it. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "kapso-types-"));
  const dispose = (): Promise<void> => rm(path, { recursive: true, force: true });
  return { path, [Symbol.asyncDispose]: dispose };
}

/** Writes a project: its files, and a tsconfig as strict as this repository's. */
export async function writeProject(
  folder: string,
  files: Record<string, string>,
  modules: Modules = sourceModules,
  strictness: object = {},
): Promise<void> {
  const paths = Object.fromEntries(Object.entries(modules).map(([name, path]) => [name, [path]]));
  const compilerOptions = {
    lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
    types: [],
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: false,
    isolatedDeclarations: false,
    declaration: false,
    noUnusedLocals: false,
    skipLibCheck: true,
    noEmit: true,
    ...strictness,
    paths,
  };
  const config = {
    extends: join(repositoryFolder, "tsconfig.base.json"),
    compilerOptions,
    files: Object.keys(files),
  };
  const all = {
    ...files,
    "tsconfig.json": JSON.stringify(config),
    "package.json": JSON.stringify({ type: "module" }),
  };
  await Promise.all(Object.entries(all).map(([name, text]) => writeFile(join(folder, name), text)));
}

export interface Compilation {
  /** The errors, by file and line. */
  errors: { file: string; line: number; message: string }[];
  /** What `--extendedDiagnostics` says. */
  instantiations: number;
  checkSeconds: number;
  memoryKilobytes: number;
}

/** Compiles a project as the command line does. */
export async function compile(folder: string, compiler: string = tsc): Promise<Compilation> {
  const output = await new Promise<string>((resolve, reject) => {
    const parameters = [compiler, "-p", folder, "--pretty", "false", "--extendedDiagnostics"];
    const options = { maxBuffer: 2 ** 28, cwd: folder };
    execFile(process.execPath, parameters, options, (error, stdout, stderr) => {
      // Errors in the project make it exit with 1 or 2; that is what it is run for.
      if (error && typeof error.code !== "number") reject(error);
      else if (stdout.includes("Instantiations:")) resolve(stdout);
      else reject(new Error(`tsc did not finish:\n${stdout}${stderr}`));
    });
  });
  const errors = [...output.matchAll(/^(.+?)\((\d+),\d+\): error (TS\d+: .*)$/gm)].map(
    ([, file = "", line, message = ""]) => ({ file, line: Number(line), message }),
  );
  const figure = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(output)?.[1]);
  return {
    errors,
    instantiations: figure("Instantiations"),
    checkSeconds: figure("Check time"),
    memoryKilobytes: figure("Memory used"),
  };
}
