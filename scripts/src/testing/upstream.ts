import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const beside = (name: string) =>
  fileURLToPath(new URL(`../../../../shared/upstream/${name}`, import.meta.url));

/**
 * The vendor's whole document, where somebody has put it beside the repository (it is not ours to
 * commit) or named it in `KAPSO_UPSTREAM`. Tests on it run only then.
 */
export const upstreamFile: string =
  process.env["KAPSO_UPSTREAM"] ?? beside("openapi-platform.yaml");
export const hasUpstream: boolean = existsSync(upstreamFile);

/** The vendor's older description, in OpenAPI 3.0. */
export const legacyFile: string = beside("legacy-openapi-platform.yaml");
export const hasLegacy: boolean = existsSync(legacyFile);
