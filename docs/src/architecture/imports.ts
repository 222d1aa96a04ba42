import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../repository.ts";
import type { Part } from "./layers.ts";

/** A file that imports another file of the repository, both relative to its root. */
export interface Import {
  from: string;
  to: string;
}

/** `a --> b`: module a imports something from module b. */
export interface Dependency {
  from: string;
  to: string;
  /** One of the files that do. */
  file: string;
}

const sources = [
  "packages/*/src/**/*.ts",
  "scripts/*/**/*.ts",
  "docs/src/**/*.ts",
  "examples/*/*.{js,mjs,cjs,ts}",
  "examples/*/src/**/*.ts",
];
const notSource = /\.test(-d)?\.ts$|\/testing\/|\/(node_modules|dist|\.cache)\/|vitest\.config/;

/** Every import of one source file by another, types included; tests may import anything. */
export function importsOf(root: string = repositoryRoot): Import[] {
  const packages = packageFolders(root);
  return globSync(sources, { cwd: root, exclude: (name) => name === "node_modules" })
    .filter((file) => !notSource.test(file))
    .sort()
    .flatMap((from) =>
      importedNames(join(root, from)).flatMap((name) => {
        const to = name.startsWith(".")
          ? normalize(join(dirname(from), name))
          : packages.find((one) => name === one.name || name.startsWith(`${one.name}/`))?.folder;
        return to === undefined ? [] : [{ from, to }];
      }),
    );
}

function importedNames(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function packageFolders(root: string): { name: string; folder: string }[] {
  return globSync(["packages/*/package.json", "scripts/*/package.json"], { cwd: root }).map(
    (path) => ({
      name: JSON.parse(readFileSync(join(root, path), "utf8")).name,
      folder: dirname(path),
    }),
  );
}

/** The module of a part that a file is in; `undefined` for a file outside the part. */
function moduleOf(path: string, { folder }: Part): string | undefined {
  if (folder === "") return path.replace(/^(packages|scripts)\//, "").split("/")[0];
  if (!path.startsWith(`${folder}/`)) return undefined;
  return path
    .slice(folder.length + 1)
    .split("/")[0]
    ?.replace(/\.[cm]?[jt]sx?$/, "");
}

/** What the modules of a part import from each other. */
export function dependenciesOf(part: Part, imports: readonly Import[]): Dependency[] {
  const found = new Map<string, Dependency>();
  for (const { from: file, to: target } of imports) {
    const [from, to] = [moduleOf(file, part), moduleOf(target, part)];
    if (from === undefined || to === undefined || from === to) continue;
    found.set(`${from} ${to}`, { from, to, file });
  }
  return [...found.values()];
}

/** What is wrong with the imports of a part: a sentence each, which says what to do. */
export function layerProblems(part: Part, dependencies: readonly Dependency[]): string[] {
  const level = (module: string): number =>
    part.layers.findIndex((layer) => layer.includes(module));
  const modules = new Set(dependencies.flatMap(({ from, to }) => [from, to]));
  const unknown = [...modules].filter((module) => level(module) < 0);
  return [
    ...unknown.map(
      (module) =>
        `"${module}" of ${part.folder || "the repository"} is in no layer. Add it to the part "${part.name}" in docs/src/architecture/layers.ts: below every module that imports it, above every module that it imports.`,
    ),
    ...dependencies
      .filter(({ from, to }) => level(from) >= level(to) && level(from) >= 0 && level(to) >= 0)
      .map(
        ({ from, to, file }) =>
          `${file} imports "${to}", which is not below "${from}". Move what it needs into a lower module, or change the layers of "${part.name}" in docs/src/architecture/layers.ts.`,
      ),
  ];
}
