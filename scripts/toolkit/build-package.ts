import { glob, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type InputOptions, type Plugin, rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

export interface BuildOptions {
  /** The folder of the manifest. Absolute. */
  folder: string;
  /** `neutral`: the package also runs outside Node. */
  platform: "node" | "neutral";
  /** Conditions for the JavaScript. A dependency that one of these resolves is bundled. */
  plugins?: Plugin[];
  /** Whether to write the declarations of the ES modules; by default `tsc` writes them. */
  declarations?: boolean;
}

interface Manifest {
  exports: Record<string, unknown>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * Rebuilds a package's `dist`: ES modules, CommonJS, and the declarations of the latter. The
 * entries are those of the manifest: `./dist/x.js` and `./dist/x.cjs` are built from `src/x.ts`.
 * Node takes about 0.3 ms to load a module, so what entries share is in one file.
 */
export async function buildPackage(options: BuildOptions): Promise<void> {
  const { folder, platform, plugins = [], declarations = false } = options;
  const { publishConfig, ...written } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  // The packed manifest: pnpm replaces the workspace's fields with these.
  const manifest: Manifest = { ...written, ...publishConfig };
  const imported = await findSources(targetsOf(manifest, "import"), folder);
  const required = await findSources(targetsOf(manifest, "require"), folder);
  const programs = await findSources(Object.values(manifest.bin ?? {}), folder);
  const external = leaveOut(
    Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  );
  const code = { cwd: folder, platform, plugins: [...plugins, external] };
  const types = (sourcemap: boolean) => ({
    cwd: folder,
    plugins: [external, dts({ generator: "oxc", dtsOnly: true, cwd: folder, sourcemap })],
  });

  await rm(join(folder, "dist"), { recursive: true, force: true });
  await write({ ...code, input: { ...imported, ...programs } }, "js");
  await write({ ...code, input: required }, "cjs");
  await write({ ...types(false), input: required }, "cts");
  if (declarations) await write({ ...types(true), input: imported }, "ts");
}

/** The files that a condition leads to. Files that are not built have other conditions. */
function targetsOf(manifest: Manifest, condition: "import" | "require"): string[] {
  return Object.values(manifest.exports).flatMap((entry) => {
    const target = (entry as Record<string, unknown>)[condition];
    return typeof target === "string" ? target : [];
  });
}

/** Entries by their path in `dist`, without the extension. */
async function findSources(targets: string[], folder: string): Promise<Record<string, string>> {
  const patterns = targets.map((target) => target.replace(/^\.\/dist\/(.*)\.c?js$/, "src/$1.ts"));
  const sources: Record<string, string> = {};
  for await (const path of glob(patterns, { cwd: folder })) {
    sources[path.replaceAll("\\", "/").replace(/^src\/(.*)\.ts$/, "$1")] = path;
  }
  return sources;
}

function leaveOut(dependencies: string[]): Plugin {
  return {
    name: "dependencies",
    resolveId: (id) =>
      id.startsWith("node:") ||
      dependencies.some((name) => id === name || id.startsWith(`${name}/`))
        ? { id, external: true }
        : undefined,
  };
}

async function write(input: InputOptions, extension: "js" | "cjs" | "ts" | "cts"): Promise<void> {
  if (Object.keys(input.input ?? {}).length === 0) return;
  const isTypes = extension.endsWith("ts");
  const bundle = await rolldown(input);
  try {
    await bundle.write({
      dir: "dist",
      format: extension === "cjs" ? "cjs" : "esm",
      // As ES modules are: else a failing assignment is ignored by one build alone.
      strict: true,
      // The plugin for declarations calls an entry `x.d`.
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `shared-[hash].${isTypes ? "d." : ""}${extension}`,
      codeSplitting: { groups: [{ name: "shared", minShareCount: 2 }] },
      // A second map would contain the sources a second time, and the CommonJS code is readable.
      sourcemap: extension === "js",
    });
  } finally {
    await bundle.close();
  }
}
