import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Change } from "@shared/openapi-verdict";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { apply } from "../write/apply.ts";
import type { FileChange } from "../write/plan.ts";
import { type CompileError, causeOf, compileErrors } from "./compile-errors.ts";

/** The steps of a rehearsal. */
export interface RehearsalPlan {
  /** The files that the copy gets, relative to the root. */
  filesToCopy(root: string): Promise<string[]>;
  /** Runs in the copy, before the changes. */
  install: Check[];
  /** Builds the packages before the changes; consumers are compared with this state. */
  build: Check[];
  /** Runs in the copy, after the changes: all commands must pass. */
  checks: Check[];
  /** Folders of the packages that consumers get from the copy. */
  packages: string[];
  /** The `tsc` that checks the consumers; relative to the copy. */
  compiler: string;
}

/** A command that must end with exit code 0. */
export interface Check {
  name: string;
  command: [program: string, ...words: string[]];
}

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

/** A line of a program that stops compiling. */
export interface BrokenPlace {
  /** `repository`, or the name of the consumer's folder. */
  consumer: string;
  file: string;
  line: number;
  message: string;
  /** The change that most likely caused it. */
  change: string | undefined;
  /** A broken test of this repository does not stop a bump. @default code */
  role?: "own test";
}

export interface RehearsalOptions {
  /** The bump: its files, and its changes for consumers. */
  files: readonly FileChange[];
  changes: readonly Change[];
  /** Folders of programs that use the packages. */
  consumers: readonly string[];
  /** Called with each step. */
  progress: (step: string) => void;
}

/**
 * Tries the changes in a temporary copy: runs the checks there, then typechecks each consumer
 * against the packages before and after, and runs its tests. Errors from before are not counted.
 */
export async function rehearse(
  root: string,
  plan: RehearsalPlan,
  { files, changes, consumers, progress }: RehearsalOptions,
): Promise<Rehearsal> {
  // Real, since compilers print real paths.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "rehearsal-")));
  const steps: Step[] = [];
  const broken: BrokenPlace[] = [];
  const run = async ({ name, command }: Check, cwd: string): Promise<string> => {
    progress(name);
    const began = performance.now();
    const { ok, output } = await attempt(command, cwd);
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
    const compiler = resolve(copy, plan.compiler);
    const types = (name: string): Check => ({
      name: `types of ${name}`,
      command: [process.execPath, compiler, "--noEmit", "--pretty", "false"],
    });
    progress("copying the repository");
    await copyFiles(root, copy, await plan.filesToCopy(root));
    for (const check of plan.install) await run(check, copy);

    const before = new Map<string, CompileError[]>();
    if (consumers.length > 0) {
      for (const check of plan.build) await run(check, copy);
      for (const consumer of consumers) {
        const at = join(folder, "before", basename(consumer));
        await copyConsumer(consumer, at, copy, plan.packages);
        const { output } = await attempt(types(consumer).command, at);
        before.set(consumer, compileErrors(output, at));
      }
    }

    await apply(copy, files);
    for (const check of plan.checks) {
      blame("repository", compileErrors(await run(check, copy), copy));
    }

    for (const consumer of consumers) {
      const name = basename(consumer);
      const at = join(folder, "after", name);
      await copyConsumer(consumer, at, copy, plan.packages);
      const found = compileErrors(await run(types(name), at), at);
      const known = new Set(before.get(consumer)?.map(({ message, file }) => `${file} ${message}`));
      const fresh = found.filter(({ message, file }) => !known.has(`${file} ${message}`));
      const last = steps.at(-1);
      if (last && fresh.length === 0) last.ok = true;
      blame(name, fresh);
      const hasTests = (await readManifest(at)).scripts?.["test"] !== undefined;
      if (hasTests) await run({ name: `tests of ${name}`, command: ["npm", "test"] }, at);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { ok: steps.every(({ ok }) => ok) && broken.length === 0, steps, broken };
}

async function copyFiles(root: string, to: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    // A file may be deleted and not yet committed so.
    await cp(join(root, path), join(to, path)).catch(() => undefined);
  }
}

/** A consumer with its dependencies, but with the packages of `repository`. */
async function copyConsumer(
  from: string,
  to: string,
  repository: string,
  packages: readonly string[],
): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: (path) => !["node_modules", ".git"].includes(basename(path)),
  });
  const modules = join(to, "node_modules");
  const ours = await Promise.all(
    packages.map(async (folder) => {
      const at = join(repository, folder);
      return { name: (await readManifest(at)).name ?? folder, at };
    }),
  );
  const scopes = new Set(ours.map(({ name }) => dirname(name)));
  await mkdir(modules, { recursive: true });
  for (const name of await readdir(join(from, "node_modules")).catch(() => [])) {
    if (!scopes.has(name)) await symlink(join(from, "node_modules", name), join(modules, name));
  }
  for (const { name, at } of ours) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), at), link);
  }
}

async function readManifest(
  folder: string,
): Promise<{ name?: string; scripts?: Record<string, string> }> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8").catch(() => "{}"));
}

async function attempt([program, ...words]: Check["command"], cwd: string) {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    FORCE_COLOR: "0",
    TURBO_TELEMETRY_DISABLED: "1",
    [rehearsing]: "1",
  };
  try {
    const { stdout, stderr } = await runCommand(program, words, { cwd, env });
    return { ok: true, output: `${stdout}${stderr}` };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { ok: false, output: `${error.stdout}${error.stderr}` };
  }
}

/** Set within a rehearsal, so that its tests start no rehearsal. */
export const rehearsing = "KAPSO_REHEARSING";
