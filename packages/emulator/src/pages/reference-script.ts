import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The package that renders the reference: an optional peer, since it weighs some 30 MB. */
export const referencePackage = "@scalar/api-reference";

/** Scalar's program for browsers (5 MB); undefined when its package is not installed. */
export async function readReferenceScript(
  from: string = import.meta.url,
): Promise<Buffer | undefined> {
  let entry: string;
  try {
    entry = createRequire(from).resolve(referencePackage);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
  // The package exports its entry `dist/index.js`, but not this file beside it.
  return readFile(join(entry, "../browser/standalone.js"));
}
