import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { apply } from "./apply.ts";
import { guard } from "./document/guard.ts";
import { parse } from "./document/parse.ts";
import { type FileChange, planChanges } from "./plan.ts";
import { readVendored } from "./source/vendored.ts";
import { type Files, GENERATED, typesPackageFiles } from "./types-package/files.ts";

export interface Outcome {
  /** What differs (or differed, once applied) from what the vendored documents make. */
  changes: FileChange[];
  /** Sentences for the person who runs it; none of them stops the work. */
  notes: string[];
}

/** From `specs/` to `packages/types`. With `check` nothing is written. */
export async function regen(root: string, { check = false } = {}): Promise<Outcome> {
  const vendored = await readVendored(root);
  const wanted: Files = new Map();
  const notes: string[] = [];
  for (const document of vendored) {
    const parsed = parse(document.text, document.file);
    const description = await guard(parsed, document.text, document.file);
    const files = await typesPackageFiles(description, document);
    for (const [path, content] of files) wanted.set(path, content);
    if (!document.source) {
      notes.push(
        `specs/${document.name}.source.json does not describe these bytes, so the types say that their source is unknown.`,
      );
    }
  }
  const changes = planChanges(wanted, await readGenerated(root));
  if (!check) await apply(root, changes);
  return { changes, notes };
}

async function readGenerated(root: string): Promise<Files> {
  const folder = join(root, GENERATED);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    },
  );
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const contents = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  return new Map(
    paths.map((path, index) => [relative(root, path).replaceAll("\\", "/"), contents[index] ?? ""]),
  );
}
