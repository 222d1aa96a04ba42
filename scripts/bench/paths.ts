import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const benchFolder: string = fileURLToPath(new URL(".", import.meta.url));
export const repositoryRoot: string = fileURLToPath(new URL("../..", import.meta.url));
/** Ignored by git: files that are generated or installed at bench time. */
export const cacheFolder: string = join(benchFolder, ".cache");
export const specFile: string = join(repositoryRoot, "specs/openapi-platform.yaml");
