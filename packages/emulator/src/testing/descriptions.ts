import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { readDefaultDescription } from "../description/read-spec.ts";
import { depotDescription } from "./depot-description.ts";

const folder =
  process.env["KAPSO_UPSTREAM"] ??
  fileURLToPath(new URL("../../../../../shared/upstream", import.meta.url));
const upstream = join(folder, "openapi-platform.yaml");

/** The path of a copy of the vendor's whole document, which is never part of the repository. */
const wholeDescriptionFile: string | undefined = existsSync(upstream) ? upstream : undefined;

/** That document, parsed. */
export const wholeDescription: object | undefined =
  wholeDescriptionFile === undefined
    ? undefined
    : parse(readFileSync(wholeDescriptionFile, "utf8"));

/** Every spec that the emulator is tested with. */
export const descriptions: readonly (readonly [name: string, description: object])[] = [
  ["the package's spec", readDefaultDescription() as object],
  ["a made-up depot", depotDescription],
  ...(wholeDescription ? ([["the vendor's whole document", wholeDescription]] as const) : []),
];
