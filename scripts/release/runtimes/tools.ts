import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { repositoryRoot } from "../packages.ts";
import { readCatalog } from "./catalog.ts";

/** A runtime or a compiler that our packages are tried with. */
export interface Tool {
  /** In the catalog, like `node-22`. */
  id: string;
  /** For people, like `Node 22`. */
  label: string;
  version: string;
  /** The package that holds it, for this kind of machine. */
  package: string;
  /** Its executable, inside the package. */
  binary: string;
}

/**
 * Finds the package that holds a tool. Runtimes are taken from the packages that have their binary
 * for one kind of machine: those around them put it in place by install scripts.
 */
export function toTool(
  id: string,
  version: string,
  { platform, arch }: { platform: string; arch: string } = process,
): Tool {
  const [major, minor] = version.split(".");
  switch (id.split("-")[0]) {
    case "node": {
      const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
      const name = `${prefix}-${platform}-${arch}`;
      return { id, version, label: `Node ${major}`, package: name, binary: "bin/node" };
    }
    case "bun": {
      const name = `@oven/bun-${platform}-${arch === "arm64" ? "aarch64" : arch}`;
      return { id, version, label: `Bun ${major}`, package: name, binary: "bin/bun" };
    }
    case "deno": {
      const name = `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`;
      return { id, version, label: `Deno ${major}`, package: name, binary: "deno" };
    }
    case "workerd": {
      const name = `@cloudflare/workerd-${platform}-${arch === "x64" ? "64" : arch}`;
      return { id, version, label: `workerd ${major}`, package: name, binary: "bin/workerd" };
    }
    case "typescript": {
      const label = `TypeScript ${major}.${minor}`;
      return { id, version, label, package: "typescript", binary: "bin/tsc" };
    }
    default:
      throw new Error(`"${id}" is not a runtime or compiler that toTool finds.`);
  }
}

const cacheFolder = join(repositoryRoot, "scripts/release/.cache");

/** A tool that is on this machine. */
export interface InstalledTool extends Tool {
  /** Absolute. */
  path: string;
}

/** The tools of a catalog in `pnpm-workspace.yaml`, in its order. */
export async function listTools(catalog: "runtimes" | "compilers"): Promise<Tool[]> {
  return Object.entries(await readCatalog(catalog)).map(([id, version]) => toTool(id, version));
}

/**
 * Installs the tools of a catalog from the registry, once for each set of versions. They are
 * outside the workspace, where a `node` among the dependencies would shadow the real one.
 */
export async function installTools(catalog: "runtimes" | "compilers"): Promise<InstalledTool[]> {
  const tools = await listTools(catalog);
  const dependencies = Object.fromEntries(
    tools.map((tool) => [tool.id, `npm:${tool.package}@${tool.version}`]),
  );
  const manifest = JSON.stringify({ name: catalog, private: true, dependencies });
  const fingerprint = createHash("sha256").update(manifest).digest("hex").slice(0, 12);
  const folder = join(cacheFolder, `${catalog}-${fingerprint}`);
  if (!(await stat(folder).catch(() => undefined))) await install(manifest, folder);
  return tools.map((tool) => ({
    ...tool,
    path: join(folder, "node_modules", tool.id, tool.binary),
  }));
}

/** Installs all or nothing, also when two processes do it at once. */
async function install(manifest: string, folder: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const unfinished = await mkdtemp(join(cacheFolder, "unfinished-"));
  try {
    await writeFile(join(unfinished, "package.json"), manifest);
    await runCommand(
      "pnpm",
      ["install", "--ignore-workspace", "--ignore-scripts", "--no-lockfile"],
      {
        cwd: unfinished,
      },
    );
    await rename(unfinished, folder).catch(async (error: unknown) => {
      if (!(await stat(folder).catch(() => undefined))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
