import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryRoot } from "../repository.ts";
import type { Command } from "./commands.ts";

interface Manifest {
  /** Relative to the root; `.` for the root itself. */
  folder: string;
  name?: string;
  scripts?: Record<string, string>;
  bin?: Record<string, string>;
  /** What a packed manifest has instead. */
  publishConfig?: { bin?: Record<string, string> };
}

/** Commands of pnpm's own, which win over a script of the same name. */
const pnpmCommands = [
  "add",
  "docs",
  "dlx",
  "exec",
  "install",
  "login",
  "pack",
  "publish",
  "update",
];

const files = [
  "package.json",
  "docs/package.json",
  "scripts/*/package.json",
  "packages/*/package.json",
  "examples/*/package.json",
];

const manifests: Manifest[] = globSync(files, {
  cwd: repositoryRoot,
  exclude: ["node_modules"],
}).map((path) => ({
  folder: dirname(path),
  ...JSON.parse(readFileSync(join(repositoryRoot, path), "utf8")),
}));
const root = manifests.find(({ folder }) => folder === ".");

/** What a command names that is not there, as a sentence; `undefined` when all of it is. */
export function missing({ path, words }: Command): string | undefined {
  const [program, ...rest] = words;
  // The reader stands in the page's own package, or in the root.
  const here = manifests.find(({ folder }) => folder !== "." && path.startsWith(`${folder}/`));
  if (program === "pnpm") return missingOfPnpm(rest, here);
  if (program === "npm") return missingOfNpm(rest, here);
  if (program === "npx") return missingOfNpx(rest, here);
  if (program === "node") {
    const file = rest.find((word) => !word.startsWith("-"));
    if (
      !file ||
      [repositoryRoot, join(repositoryRoot, dirname(path))].some((at) => existsSync(join(at, file)))
    )
      return;
    return `there is no file ${file}`;
  }
  return undefined;
}

function missingOfPnpm(words: string[], here: Manifest | undefined): string | undefined {
  const filter = words.findIndex((word) => word === "--filter" || word === "-F");
  const named = filter < 0 ? undefined : words[filter + 1];
  const among = named === undefined ? undefined : manifests.find(({ name }) => name === named);
  if (named !== undefined && !among) return `there is no package ${named}`;
  const [first = "", second = ""] = words.filter(
    (word, index) => !word.startsWith("-") && (filter < 0 || index !== filter + 1),
  );
  if (first === "run") return missingScript(second, among ? [among] : [here, root]);
  if (pnpmCommands.includes(first)) {
    return hasScript(root, first) ? `"pnpm ${first}" is pnpm's own; write "pnpm run"` : undefined;
  }
  if (isInstalled(first, here)) return undefined;
  return missingScript(first, among ? [among] : [here, root]);
}

function missingOfNpm(words: string[], here: Manifest | undefined): string | undefined {
  const [first = "", second = ""] = words.filter((word) => !word.startsWith("-"));
  if (first === "test" || first === "start") return missingScript(first, [here, root]);
  if (first === "run") return missingScript(second, [here, root]);
  const ours = words.find((word) => word.startsWith("@shared/"))?.replace(/(?<=.)@.*/, "");
  return ours && !manifests.some(({ name }) => name === ours)
    ? `there is no package ${ours}`
    : undefined;
}

function missingOfNpx(words: string[], here: Manifest | undefined): string | undefined {
  // With -p the program comes from the registry.
  if (words.includes("-p")) return undefined;
  const name = words.find((word) => !word.startsWith("-")) ?? "";
  const isOurs = ({ name: own, bin, publishConfig }: Manifest) =>
    (own === name && bin !== undefined) || publishConfig?.bin?.[name] !== undefined;
  if (manifests.some(isOurs)) return undefined;
  return isInstalled(name, here) ? undefined : `there is no program ${name}`;
}

function isInstalled(program: string, here: Manifest | undefined): boolean {
  return [".", here?.folder ?? "."].some((folder) =>
    existsSync(join(repositoryRoot, folder, "node_modules/.bin", program)),
  );
}

function missingScript(name: string, among: (Manifest | undefined)[]): string | undefined {
  return among.some((one) => hasScript(one, name)) ? undefined : `there is no script ${name}`;
}

function hasScript(manifest: Manifest | undefined, name: string): boolean {
  return manifest?.scripts?.[name] !== undefined;
}
