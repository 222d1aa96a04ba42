import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of the vendor's own documents, where somebody has put it beside the repository (they
 * are not ours to commit) or named it in `KAPSO_UPSTREAM`. Tests on them run only then.
 */
const folder =
  process.env["KAPSO_UPSTREAM"] ??
  fileURLToPath(new URL("../../../../../shared/upstream", import.meta.url));

/** The whole description. */
export const upstreamFile: string = join(folder, "openapi-platform.yaml");
/** An older one, in OpenAPI 3.0. */
export const legacyFile: string = join(folder, "legacy-openapi-platform.yaml");
/** A reference page with a slice of the description. */
export const pageFile: string = join(folder, "create-inbox-embed.md");

export const hasUpstream: boolean = [upstreamFile, legacyFile, pageFile].every((file) =>
  existsSync(file),
);
