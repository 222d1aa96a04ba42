import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { ROOT } from "../repository.ts";
import type { View } from "./rooms.ts";

/** `a --> b`: something in room a imports something from room b. */
export interface Arrow {
  from: string;
  to: string;
  /** One of the files that do, relative to the root. */
  file: string;
}

/** Where the sources of a view are, and what in a path stands before the rooms. */
const SOURCES: Record<View["name"], { files: string[]; below: RegExp }> = {
  packages: {
    files: [
      "packages/*/src/**/*.ts",
      "examples/*/*.{js,mjs,cjs,ts}",
      "examples/*/src/**/*.ts",
      "*/src/**/*.ts",
      "*/*.ts",
    ],
    below: /^(packages\/)?/,
  },
  client: { files: ["packages/client/src/**/*.ts"], below: /^packages\/client\/src\// },
  scripts: {
    files: ["scripts/regen/regen.ts", "scripts/regen/**/*.ts"],
    below: /^scripts\/(src\/)?/,
  },
};

/** Tests may look anywhere. */
const NOT_THE_PRODUCT = /\.test(-d)?\.ts$|\/testing\/|\/node_modules\/|\/dist\//;

/** The room that a file is in. */
function roomOf(path: string, { made }: Pick<View, "made">): string {
  const parts = path.replace(/\.[cm]?[jt]sx?$/, "").split("/");
  for (const way of [parts.slice(0, 2).join("/"), parts[0] ?? ""]) {
    const found = Object.entries(made).find(([, contents]) => contents.includes(way));
    if (found) return found[0];
  }
  return parts[0] ?? "";
}

/** Every arrow of a view, from what its files really import: types, too. */
export function arrowsOf(view: View, root: string = ROOT): Arrow[] {
  const { files, below } = SOURCES[view.name];
  const packages = folderByPackage(root);
  const arrows = new Map<string, Arrow>();
  for (const file of globSync(files, { cwd: root, exclude: ["**/node_modules"] }).sort()) {
    if (NOT_THE_PRODUCT.test(file)) continue;
    const from = roomOf(file.replace(below, ""), view);
    for (const imported of importsOf(join(root, file))) {
      const target = imported.startsWith(".")
        ? join(dirname(file), imported)
        : packages.find(({ name }) => imported === name || imported.startsWith(`${name}/`))?.folder;
      if (target === undefined || !below.test(target)) continue;
      const to = roomOf(target.replace(below, ""), view);
      if (to !== from) arrows.set(`${from} ${to}`, { from, to, file });
    }
  }
  return [...arrows.values()];
}

/** The arrows that no floor plan allows: up, or along a floor. */
export function forbidden(arrows: readonly Arrow[], { floors }: View): Arrow[] {
  const level = (room: string): number => floors.findIndex((floor) => floor.includes(room));
  return arrows.filter(({ from, to }) => level(from) < 0 || level(from) >= level(to));
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function folderByPackage(root: string): { name: string; folder: string }[] {
  return globSync(["packages/*/package.json", "*/package.json"], { cwd: root }).map((path) => ({
    name: JSON.parse(readFileSync(join(root, path), "utf8")).name,
    folder: dirname(path),
  }));
}
