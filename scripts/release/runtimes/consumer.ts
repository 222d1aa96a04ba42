import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { rolldown } from "rolldown";
import { stringify } from "yaml";
import { packAll, type Tarball } from "../pack.ts";

/** The packages that a service installs; the emulator is its server. */
const installedByServices = /-(types|client|embeds)$/;

/** Where the source of the program stands. */
export const programFolder: string = join(import.meta.dirname, "program");

/** Packs our packages, and installs them by npm in a fresh folder as a service would. */
export async function installConsumer(
  folder: string,
  more: Record<string, string> = {},
): Promise<string> {
  const tarballs = await packAll(folder);
  const consumer = join(folder, "consumer");
  await mkdir(consumer);
  await writeManifest(consumer, tarballs, more);
  await npmInstall(consumer);
  return consumer;
}

function writeManifest(
  consumer: string,
  tarballs: Tarball[],
  more: Record<string, string>,
): Promise<void> {
  const ours = tarballs.filter(({ name }) => installedByServices.test(name));
  const dependencies = Object.fromEntries(ours.map(({ name, path }) => [name, `file:${path}`]));
  return writeFile(
    join(consumer, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: { ...dependencies, ...more } }),
  );
}

/** Installs the same tarballs by pnpm, where a package reaches its own dependencies only. */
export async function installByPnpm(folder: string): Promise<string> {
  const consumer = join(folder, "pnpm-consumer");
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    await readFile(join(folder, "consumer", "package.json"), "utf8"),
  );
  const ours = Object.entries(dependencies).filter(([, version]) => version.startsWith("file:"));
  // A service depends on what it imports. The types come with the client.
  const { "@shared/kapso-types": _, ...direct } = dependencies;
  await mkdir(consumer);
  await writeFile(
    join(consumer, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: direct }),
  );
  await writeFile(
    join(consumer, "pnpm-workspace.yaml"),
    stringify({ overrides: Object.fromEntries(ours) }),
  );
  await runCommand("pnpm", ["install", "--prefer-offline", "--no-lockfile"], { cwd: consumer });
  return consumer;
}

/** Installs the dependencies of a folder's manifest. */
export async function npmInstall(cwd: string): Promise<void> {
  const options = ["--no-audit", "--no-fund", "--no-update-notifier", "--prefer-offline"];
  await runCommand("npm", ["install", ...options], { cwd });
}

/** The forms in which the program is run: which file, and how it loads our packages. */
export const forms = { import: "program.mjs", require: "program.cjs", worker: "worker.mjs" };

/**
 * Writes the program as plain JavaScript: once that imports our packages, once that requires them,
 * and once as a worker with everything in it, as it is deployed.
 */
export async function writeProgram(consumer: string, form: keyof typeof forms): Promise<void> {
  const file = join(consumer, forms[form]);
  const inWorker = form === "worker";
  const bundle = await rolldown({
    cwd: consumer,
    logLevel: "silent", // the runtime reports what cannot be resolved
    input: join(programFolder, inWorker ? "worker.ts" : "in-process.ts"),
    platform: inWorker ? "browser" : "node",
    external: (id) => !inWorker && isOurs(id),
    // The program stands in this repository; what it imports is what was installed over there.
    plugins: inWorker ? [resolveFrom(consumer)] : [],
  });
  await bundle.write({ file, format: form === "require" ? "cjs" : "esm" });
  await bundle.close();
}

function isOurs(specifier: string): boolean {
  return specifier.startsWith("@shared/");
}

function resolveFrom(consumer: string) {
  return {
    name: "resolve-from-consumer",
    resolveId(this: { resolve: Resolve }, source: string, importer: string | undefined) {
      if (!isOurs(source) || !importer?.startsWith(programFolder)) return undefined;
      return this.resolve(source, join(consumer, "package.json"));
    },
  };
}
type Resolve = (source: string, importer: string) => Promise<{ id: string } | null>;

/** Nothing of ours: no key, no proxy, no options for Node; and caches that end with the folder. */
export function environment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: folder,
    NO_COLOR: "1",
    DENO_DIR: join(folder, ".deno"),
    DENO_NO_UPDATE_CHECK: "1",
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0",
  };
}
