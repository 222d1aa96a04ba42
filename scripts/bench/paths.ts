import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const BENCH: string = fileURLToPath(new URL(".", import.meta.url));
export const REPOSITORY: string = fileURLToPath(new URL("../..", import.meta.url));
/** Ignored by git: what is generated or installed at bench time. */
export const CACHE: string = join(BENCH, ".cache");
export const DESCRIPTION: string = join(REPOSITORY, "specs/openapi-platform.yaml");
