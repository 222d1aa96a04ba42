import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import type { Change } from "@shared/openapi-verdict";
import { PACKAGES } from "../bump/package-names.ts";
import { apply } from "../write/apply.ts";
import type { FileChange } from "../write/plan.ts";
import { causeOf } from "./blame.ts";
import { type CompileError, compileErrors } from "./compile-errors.ts";

export interface Rehearsal {
  ok: boolean;
  steps: Step[];
  broken: BrokenPlace[];
}

export interface Step {
  name: string;
  ok: boolean;
  seconds: number;
}

/** A line of somebody's program that stops compiling. */
export interface BrokenPlace {
  /** `repository`, or the name of the consumer's folder. */
  consumer: string;
  file: string;
  line: number;
  message: string;
  /** The change that most likely did it. */
  change: string | undefined;
}

/**
 * Tries the changes in a temporary copy: builds and tests the whole repository there, then
 * typechecks each consumer against the packages before and after, and runs its tests. What was
 * broken before is not counted.
 */
export async function rehearse(
  root: string,
  files: readonly FileChange[],
  changes: readonly Change[],
  consumers: readonly string[],
  progress: (step: string) => void,
): Promise<Rehearsal> {
  // Real, since compilers print real paths.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "rehearsal-")));
  const steps: Step[] = [];
  const broken: BrokenPlace[] = [];
  const step = async (name: string, command: string[], cwd: string): Promise<string> => {
    progress(name);
    const began = performance.now();
    const { ok, output } = await run(command, cwd);
    steps.push({ name, ok, seconds: (performance.now() - began) / 1000 });
    return output;
  };
  const blame = (consumer: string, errors: readonly CompileError[]) => {
    for (const error of errors) {
      broken.push({ consumer, ...error, change: causeOf(error, changes) });
    }
  };

  try {
    const copy = join(folder, "repository");
    progress("copying the repository");
    await copyRepository(root, copy);
    await step("install", ["pnpm", "install", "--frozen-lockfile", "--prefer-offline"], copy);

    const baselines = new Map<string, CompileError[]>();
    if (consumers.length > 0) {
      await step("build, as it is", ["pnpm", "turbo", "run", "build", ...QUIET], copy);
      for (const consumer of consumers) {
        const at = join(folder, "before", basename(consumer));
        await copyConsumer(consumer, at, copy);
        baselines.set(consumer, compileErrors((await run(tscOf(copy), at)).output, at));
      }
    }

    await apply(copy, files);
    const output = await step(
      "build, types and tests of the repository",
      ["pnpm", "turbo", "run", "build", "typecheck", "test", "--continue", ...QUIET],
      copy,
    );
    blame("repository", compileErrors(output, copy));

    for (const consumer of consumers) {
      const at = join(folder, "after", basename(consumer));
      await copyConsumer(consumer, at, copy);
      const name = basename(consumer);
      const found = compileErrors(await step(`types of ${name}`, tscOf(copy), at), at);
      const known = new Set(
        baselines.get(consumer)?.map(({ message, file }) => `${file} ${message}`),
      );
      const fresh = found.filter(({ message, file }) => !known.has(`${file} ${message}`));
      const last = steps.at(-1);
      if (last && fresh.length === 0) last.ok = true;
      blame(name, fresh);
      if (await hasTests(at)) await step(`tests of ${name}`, ["npm", "test"], at);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { ok: steps.every(({ ok }) => ok) && broken.length === 0, steps, broken };
}

const QUIET = ["--output-logs=errors-only", "--log-prefix=task"];

/** The compiler that the packages are built with. */
function tscOf(repository: string): string[] {
  const tsc = join(repository, "packages/types/node_modules/typescript/bin/tsc");
  return [process.execPath, tsc, "--noEmit", "--pretty", "false"];
}

/** What git would commit, so neither build results nor dependencies nor secrets in ignored files. */
async function copyRepository(root: string, to: string): Promise<void> {
  const { ok, output } = await run(
    ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    root,
  );
  if (!ok) throw new Error(`The rehearsal copies what git knows of ${root}: ${output}`);
  for (const path of output.split("\0").filter((name) => name !== "")) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    // A file may be deleted and not yet committed so.
    await cp(join(root, path), join(to, path)).catch(() => undefined);
  }
}

/** A consumer with its own dependencies, but our packages as they are in `repository`. */
async function copyConsumer(from: string, to: string, repository: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: (path) => !["node_modules", ".git"].includes(basename(path)),
  });
  const modules = join(to, "node_modules");
  await mkdir(modules, { recursive: true });
  const scopes = new Set(Object.values(PACKAGES).map((name) => dirname(name)));
  for (const name of await readdir(join(from, "node_modules")).catch(() => [])) {
    if (scopes.has(name)) continue;
    await symlink(join(from, "node_modules", name), join(modules, name));
  }
  for (const folder of await readdir(join(repository, "packages"))) {
    const manifest = join(repository, "packages", folder, "package.json");
    const { name } = JSON.parse(await readFile(manifest, "utf8"));
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(
      relative(dirname(join(modules, name)), join(repository, "packages", folder)),
      join(modules, name),
    );
  }
}

async function hasTests(folder: string): Promise<boolean> {
  const manifest = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  return JSON.parse(manifest).scripts?.test !== undefined;
}

function run(command: string[], cwd: string): Promise<{ ok: boolean; output: string }> {
  const [program = "", ...words] = command;
  const env = {
    ...process.env,
    NO_COLOR: "1",
    FORCE_COLOR: "0",
    TURBO_TELEMETRY_DISABLED: "1",
    [REHEARSING]: "1",
  };
  return new Promise((resolve) => {
    execFile(program, words, { cwd, env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}` });
    });
  });
}

/** Set within a rehearsal, whose tests would otherwise rehearse in their turn. */
export const REHEARSING = "KAPSO_REHEARSING";
