import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { packAll, type Tarball } from "../pack.ts";
import { run } from "./run-command.ts";

/** Those of ours that a service installs; the emulator is what it talks to. */
const INSTALLED = /-(types|client|embeds)$/;

/** Where the source of the program stands. */
export const PROGRAMS: string = join(import.meta.dirname, "program");

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
  const ours = tarballs.filter(({ name }) => INSTALLED.test(name));
  const dependencies = Object.fromEntries(ours.map(({ name, path }) => [name, `file:${path}`]));
  return writeFile(
    join(consumer, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: { ...dependencies, ...more } }),
  );
}

/** Installs what a folder's manifest asks for. */
export async function npmInstall(cwd: string): Promise<void> {
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], {
    cwd,
  });
}

/** The forms in which the program is run: which file, and how it loads our packages. */
export const FORMS = { import: "program.mjs", require: "program.cjs", worker: "worker.mjs" };

/**
 * Writes the program as plain JavaScript: once that imports our packages, once that requires them,
 * and once as a worker with everything in it, as it is deployed.
 */
export async function writeProgram(consumer: string, form: keyof typeof FORMS): Promise<void> {
  const file = join(consumer, FORMS[form]);
  const inWorker = form === "worker";
  const bundle = await rolldown({
    cwd: consumer,
    logLevel: "silent", // what cannot be resolved, the runtime says as well
    input: join(PROGRAMS, inWorker ? "worker.ts" : "in-process.ts"),
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
      if (!isOurs(source) || !importer?.startsWith(PROGRAMS)) return undefined;
      return this.resolve(source, join(consumer, "package.json"));
    },
  };
}
type Resolve = (source: string, importer: string) => Promise<{ id: string } | null>;
