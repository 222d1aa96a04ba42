import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { isObject } from "@shared/openapi-model/document.ts";
import { type OpenApiModel, openApiModel } from "@shared/openapi-model/model.ts";
import type { Files } from "../write/plan.ts";

export const generatedFolder = "packages/types/src/generated";

/** The generated files on disk, of all documents. */
export async function readGenerated(root: string): Promise<Files> {
  const folder = join(root, generatedFolder);
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

/** The document that the types on disk were made from; `undefined` without types on disk. */
export function publishedModel(generated: Files, document: string): OpenApiModel | undefined {
  const text = generated.get(`${generatedFolder}/${document}/description.json`);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? openApiModel(value) : undefined;
  } catch {
    return undefined; // written by hand: it will be made again
  }
}
