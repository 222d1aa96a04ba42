import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../packages.ts";
import { readCatalog } from "./catalog.ts";
import { run } from "./run-command.ts";
import { type Tool, toTool } from "./tool.ts";

const CACHE = join(ROOT, "scripts/release/.cache");

/** A tool that is on this machine now. */
export interface InstalledTool extends Tool {
  /** Absolute. */
  path: string;
}

/** The tools of a catalog in `pnpm-workspace.yaml`, in its order. */
export async function listTools(catalog: "runtimes" | "compilers"): Promise<Tool[]> {
  return Object.entries(await readCatalog(catalog)).map(([id, version]) => toTool(id, version));
}

/**
 * Installs the tools of a catalog from the registry, once for each set of versions. They stand
 * apart from the workspace, where a `node` among the dependencies would shadow the real one.
 */
export async function installTools(catalog: "runtimes" | "compilers"): Promise<InstalledTool[]> {
  const tools = await listTools(catalog);
  const dependencies = Object.fromEntries(
    tools.map((tool) => [tool.id, `npm:${tool.package}@${tool.version}`]),
  );
  const manifest = JSON.stringify({ name: catalog, private: true, dependencies });
  const fingerprint = createHash("sha256").update(manifest).digest("hex").slice(0, 12);
  const folder = join(CACHE, `${catalog}-${fingerprint}`);
  if (!(await stat(folder).catch(() => undefined))) await install(manifest, folder);
  return tools.map((tool) => ({
    ...tool,
    path: join(folder, "node_modules", tool.id, tool.binary),
  }));
}

/** Whole or not at all, also when two processes do it at once. */
async function install(manifest: string, folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, "unfinished-"));
  try {
    await writeFile(join(unfinished, "package.json"), manifest);
    await run("pnpm", ["install", "--ignore-workspace", "--ignore-scripts", "--no-lockfile"], {
      cwd: unfinished,
    });
    await rename(unfinished, folder).catch(async (error: unknown) => {
      if (!(await stat(folder).catch(() => undefined))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
