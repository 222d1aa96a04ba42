import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { type CompileError, causeOf } from "./compile-errors.ts";
import { compileFolder } from "./compile-folder.ts";
import type { BrokenPlace, Rehearsal, RehearsalOptions } from "./rehearse.ts";
import {
  sourcePaths,
  uses,
  type WorkspacePackage,
  workspacePackages,
} from "./workspace-packages.ts";

/**
 * Typechecks the packages of this repository that use the changed ones, and the named consumers,
 * against the files as the bump would write them. Only the changed packages are copied; nothing is
 * built, and nothing is written in the repository. Packages import each other's sources.
 */
export async function checkTypes(
  root: string,
  { files, changes, consumers, progress }: RehearsalOptions,
): Promise<Rehearsal> {
  const packages = workspacePackages(root);
  const changed = new Set(
    packages.filter(({ folder }) =>
      files.some(({ path }) => path.startsWith(`${relative(root, folder)}/`)),
    ),
  );
  const programs = [
    ...packages.filter((one) => changed.has(one) || uses(one, changed, packages)),
    ...consumers.map((folder) => ({ name: basename(folder), folder })),
  ];
  // Real, since compilers print real paths.
  const temporary = await realpath(await mkdtemp(join(tmpdir(), "regen-types-")));
  try {
    progress(`types of ${programs.map(({ name }) => name).join(", ")}`);
    const copies = await copyChanged(root, temporary, [...changed], files);
    const before = sourcePaths(packages, ({ folder }) => folder);
    const after = sourcePaths(packages, (one) => copies.get(one.folder) ?? one.folder);
    const checked = await Promise.all(
      programs.map(async ({ name, folder }, index) => {
        const began = performance.now();
        const copy = copies.get(folder);
        const found = await compileFolder(folder, {
          paths: after,
          configFile: join(temporary, `after-${index}.json`),
          ...(copy === undefined ? {} : { copy }),
        });
        const atHome = found.map((error) => ({ ...error, file: original(error.file, copies) }));
        // Errors from before are not caused by the bump.
        const configFile = join(temporary, `before-${index}.json`);
        const earlier =
          found.length === 0 ? [] : await compileFolder(folder, { paths: before, configFile });
        const seconds = (performance.now() - began) / 1000;
        const known = new Set(earlier.map(keyOf));
        return { name, folder, seconds, fresh: atHome.filter((one) => !known.has(keyOf(one))) };
      }),
    );
    return rehearsalOf(checked, packages, changes);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

interface Checked {
  name: string;
  folder: string;
  seconds: number;
  fresh: readonly CompileError[];
}

function rehearsalOf(
  checked: readonly Checked[],
  packages: readonly WorkspacePackage[],
  changes: RehearsalOptions["changes"],
): Rehearsal {
  const broken: BrokenPlace[] = [];
  const known = new Set<string>();
  for (const { name, folder, fresh } of checked) {
    for (const error of fresh) {
      if (known.has(placeOf(error))) continue;
      known.add(placeOf(error));
      const owner = packages.find((one) => error.file.startsWith(`${one.folder}/`));
      const file = relative(owner?.folder ?? folder, error.file);
      broken.push({
        consumer: owner?.name ?? name,
        file,
        line: error.line,
        message: error.message,
        change: causeOf({ ...error, file }, changes),
        ...(owner && isTest(file) ? { role: "own test" } : {}),
      });
    }
  }
  broken.sort((one, other) => Number(one.role !== undefined) - Number(other.role !== undefined));
  const blocking = broken.filter(({ role }) => role !== "own test");
  const steps = checked.map(({ name, seconds, fresh }) => ({
    name: `types of ${name}`,
    ok: fresh.length === 0,
    seconds,
  }));
  return { ok: blocking.length === 0, steps, broken };
}

/** A test that does not compile is work for the person who merges the bump; it affects no consumer. */
function isTest(file: string): boolean {
  return /(^|\/)(type-tests|testing|tests?)\/|\.(test|test-d|spec)\.[cm]?tsx?$/.test(file);
}

/** The changed packages after the bump, by their folder in the repository. */
async function copyChanged(
  root: string,
  to: string,
  changed: readonly WorkspacePackage[],
  files: RehearsalOptions["files"],
): Promise<Map<string, string>> {
  const copies = new Map<string, string>();
  for (const { folder } of changed) {
    const copy = join(to, relative(root, folder));
    const left = new Set(["node_modules", "dist", ".turbo"]);
    await cp(folder, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
    await symlink(join(folder, "node_modules"), join(copy, "node_modules"));
    copies.set(folder, copy);
  }
  // A configuration may extend the repository's.
  await cp(join(root, "tsconfig.base.json"), join(to, "tsconfig.base.json")).catch(() => undefined);
  for (const { path, content } of files) {
    if (!changed.some(({ folder }) => path.startsWith(`${relative(root, folder)}/`))) continue;
    const file = join(to, path);
    if (content === undefined) await rm(file, { force: true });
    else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  return copies;
}

function original(file: string, copies: ReadonlyMap<string, string>): string {
  for (const [folder, copy] of copies) {
    if (file.startsWith(`${copy}/`)) return folder + file.slice(copy.length);
  }
  return file;
}

/** The same error before and after: lines move, and the order of a union's members differs. */
function keyOf({ file, message, code = "" }: CompileError): string {
  return `${file} ${message.split(":")[0]} ${code.trim()}`;
}

/** One error may have two texts in two programs, since the order of a union's members differs. */
function placeOf({ file, line, message }: CompileError): string {
  return `${file}:${line} ${message.split(":")[0]}`;
}
