import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of the vendor's documents, which must not be committed: beside the repository, or the
 * path in `KAPSO_UPSTREAM`. Tests on them run only if it exists.
 */
const folder =
  process.env["KAPSO_UPSTREAM"] ??
  fileURLToPath(new URL("../../../../../shared/upstream", import.meta.url));

/** The whole document. */
export const upstreamFile: string = join(folder, "openapi-platform.yaml");
/** An older one, in OpenAPI 3.0. */
export const legacyFile: string = join(folder, "legacy-openapi-platform.yaml");
/** A reference page with a slice of the document. */
export const pageFile: string = join(folder, "create-inbox-embed.md");

export const hasUpstream: boolean = [upstreamFile, legacyFile, pageFile].every((file) =>
  existsSync(file),
);
