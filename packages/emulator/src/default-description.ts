import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { JsonObject } from "./json.ts";

/** The description that the emulator is made from when no other is given. */
export function readDefaultDescription(): JsonObject {
  return parse(
    readFileSync(new URL("../../../specs/openapi-platform.yaml", import.meta.url), "utf8"),
  );
}
