import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { readDefaultDescription } from "../default-description.ts";
import { depotDescription } from "./depot-description.ts";

const upstream =
  process.env["KAPSO_UPSTREAM"] ??
  new URL("../../../../../shared/upstream/openapi-platform.yaml", import.meta.url).pathname;

/** Where a copy of the vendor's whole document is at hand; it is never part of the repository. */
export const wholeDescriptionFile: string | undefined = existsSync(upstream) ? upstream : undefined;

/** That document, parsed. */
export const wholeDescription: object | undefined =
  wholeDescriptionFile === undefined
    ? undefined
    : parse(readFileSync(wholeDescriptionFile, "utf8"));

/** Every description that the emulator is tried with. */
export const descriptions: readonly (readonly [name: string, description: object])[] = [
  ["the package's own description", readDefaultDescription() as object],
  ["a made-up depot", depotDescription],
  ...(wholeDescription ? ([["the vendor's whole document", wholeDescription]] as const) : []),
];
