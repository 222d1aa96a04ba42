import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import ts from "typescript";
import { causeOf } from "./compile-errors.ts";
import type { BrokenPlace, Rehearsal, RehearsalOptions } from "./rehearse.ts";

/**
 * Typechecks the packages of this repository that use the changed ones, and the named consumers,
 * against the files as the bump would write them. Nothing is copied, built or written: the new files
 * stand in memory before those on disk, and packages import each other's sources.
 */
export function checkTypes(
  root: string,
  { files, changes, consumers, progress }: RehearsalOptions,
): Rehearsal {
  const packages = workspacePackages(root);
  const changed = new Set(
    packages.filter(({ folder }) =>
      files.some(({ path }) => path.startsWith(`${relative(root, folder)}/`)),
    ),
  );
  const programs = [
    ...packages
      .filter((one) => changed.has(one) || uses(one, changed, packages))
      .map(({ name, folder }) => ({ name, folder })),
    ...consumers.map((folder) => ({ name: basename(folder), folder })),
  ];
  const overlay = new Map(
    files.map(({ path, content }): [string, string | null] => [
      join(root, path),
      content === undefined ? null : String(content),
    ]),
  );
  const paths = sourcePaths(packages);
  const shared: SourceFiles = new Map();
  const sharedBefore: SourceFiles = new Map();
  const broken: BrokenPlace[] = [];
  const steps: Rehearsal["steps"] = [];
  const known = new Set<string>();
  for (const { name, folder } of programs) {
    progress(`types of ${name}`);
    const began = performance.now();
    const found = errorsOf(folder, { overlay, paths, shared });
    // What was broken before is not the bump's doing.
    const before = new Set(
      found.length === 0
        ? []
        : errorsOf(folder, { overlay: new Map(), paths, shared: sharedBefore }).map(keyOf),
    );
    const fresh = found.filter((error) => !before.has(keyOf(error)) && !known.has(placeOf(error)));
    for (const error of fresh) {
      known.add(placeOf(error));
      const owner = packages.find((one) => error.path.startsWith(`${one.folder}/`));
      const base = owner?.folder ?? folder;
      const file = relative(base, error.path);
      broken.push({
        consumer: owner?.name ?? name,
        file,
        line: error.line,
        message: error.message,
        change: causeOf({ ...error, file }, changes),
      });
    }
    const seconds = (performance.now() - began) / 1000;
    steps.push({ name: `types of ${name}`, ok: fresh.length === 0, seconds });
  }
  return { ok: broken.length === 0, steps, broken };
}

interface WorkspacePackage {
  name: string;
  folder: string;
  dependencies: string[];
  exports: Record<string, unknown>;
}

function workspacePackages(root: string): WorkspacePackage[] {
  const folder = join(root, "packages");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((entry) => {
    const at = join(folder, entry);
    const manifest = join(at, "package.json");
    if (!existsSync(manifest) || !existsSync(join(at, "tsconfig.json"))) return [];
    const read = JSON.parse(readFileSync(manifest, "utf8"));
    return [
      {
        name: read.name ?? entry,
        folder: at,
        dependencies: Object.keys({ ...read.dependencies, ...read.devDependencies }),
        exports: read.exports ?? {},
      },
    ];
  });
}

/** Does a package depend on a changed one, directly or through others? */
function uses(
  one: WorkspacePackage,
  changed: ReadonlySet<WorkspacePackage>,
  packages: readonly WorkspacePackage[],
): boolean {
  const seen = new Set([one]);
  for (const next of seen) {
    for (const other of packages) if (next.dependencies.includes(other.name)) seen.add(other);
  }
  return [...seen].some((other) => changed.has(other));
}

/** Packages export what they build; here their sources stand for it. */
function sourcePaths(packages: readonly WorkspacePackage[]): Record<string, string[]> {
  const paths: Record<string, string[]> = {};
  for (const { name, folder, exports: all } of packages) {
    for (const [key, value] of Object.entries(all)) {
      const target = targetOf(value);
      const source = /^\.\/dist\/(.*?)(?:\.d\.ts|\.js)$/.exec(target)?.[1];
      if (source !== undefined) paths[name + key.slice(1)] = [join(folder, "src", `${source}.ts`)];
    }
  }
  return paths;
}

function targetOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  const { types, import: imported, default: fallback } = value as Record<string, unknown>;
  return targetOf(types ?? imported ?? fallback);
}

type SourceFiles = Map<string, ts.SourceFile | undefined>;

interface View {
  /** Files as they would be; null: deleted. */
  overlay: ReadonlyMap<string, string | null>;
  paths: Record<string, string[]>;
  /** Files that were parsed for another program. */
  shared: SourceFiles;
}

interface FoundError {
  path: string;
  line: number;
  message: string;
  /** The broken line of the program. */
  code: string;
}

function errorsOf(folder: string, { overlay, paths, shared }: View): FoundError[] {
  const config = join(folder, "tsconfig.json");
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    { noEmit: true, skipLibCheck: true, incremental: false, composite: false, paths },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const options: ts.CompilerOptions = parsed?.options ?? { noEmit: true, strict: true, paths };
  const rootNames = parsed?.fileNames ?? [];
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => {
    const content = overlay.get(resolve(path));
    return content === undefined ? fileExists(path) : content !== null;
  };
  host.readFile = (path) => overlay.get(resolve(path)) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const format = typeof language === "object" ? language.impliedNodeFormat : undefined;
    const key = `${resolve(path)} ${format}`;
    if (shared.has(key)) return shared.get(key);
    const content = overlay.get(resolve(path));
    const file =
      typeof content === "string"
        ? ts.createSourceFile(path, content, language, true)
        : getSourceFile(path, language, ...rest);
    shared.set(key, file);
    return file;
  };
  const program = ts.createProgram({ rootNames, options, host });
  return ts.getPreEmitDiagnostics(program).flatMap((diagnostic) => {
    const { file, start = 0, messageText } = diagnostic;
    if (!file || diagnostic.category !== ts.DiagnosticCategory.Error) return [];
    const { line } = file.getLineAndCharacterOfPosition(start);
    return [
      {
        path: existsSync(file.fileName) ? realpathSync(file.fileName) : file.fileName,
        line: line + 1,
        message: `TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
        code: file.text.split(/\r?\n/)[line] ?? "",
      },
    ];
  });
}

/** The same error before and after: lines move, and the order of a union's members differs. */
function keyOf({ path, message, code }: FoundError): string {
  return `${path} ${message.split(":")[0]} ${code.trim()}`;
}

/** Two programs may write one error in two ways, since the order of a union's members differs. */
function placeOf({ path, line, message }: FoundError): string {
  return `${path}:${line} ${message.split(":")[0]}`;
}
