import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { repositoryRoot } from "../packages.ts";

interface Workspace {
  catalog: Record<string, string>;
  catalogs: Record<string, Record<string, string>>;
}

/** The versions of a catalog in `pnpm-workspace.yaml`; without a name, of the main one. */
export async function readCatalog(name?: string): Promise<Record<string, string>> {
  const workspace: Workspace = parse(
    await readFile(join(repositoryRoot, "pnpm-workspace.yaml"), "utf8"),
  );
  const catalog = name === undefined ? workspace.catalog : workspace.catalogs[name];
  if (!catalog) throw new Error(`pnpm-workspace.yaml has no catalog "${name}".`);
  return catalog;
}
