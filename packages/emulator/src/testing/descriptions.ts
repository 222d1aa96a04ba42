import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { readDefaultDescription } from "../default-description.ts";
import { depotDescription } from "./depot-description.ts";

const upstream =
  process.env["KAPSO_UPSTREAM"] ??
  new URL("../../../../../shared/upstream/openapi-platform.yaml", import.meta.url).pathname;

/** The vendor's whole document where a copy of it is at hand; it is never part of the repository. */
export const wholeDescription: object | undefined = existsSync(upstream)
  ? parse(readFileSync(upstream, "utf8"))
  : undefined;

/** Every description that the emulator is tried with. */
export const descriptions: readonly (readonly [name: string, description: object])[] = [
  ["the package's own description", readDefaultDescription() as object],
  ["a made-up depot", depotDescription],
  ...(wholeDescription ? ([["the vendor's whole document", wholeDescription]] as const) : []),
];
