import { createRequire } from "node:module";

// Node 20 warns at every start about JSON that is imported; required, it is read in silence.
const require = createRequire(import.meta.url);

/** The description that the emulator is made from when no other is given. */
export function readDefaultDescription(): unknown {
  return require("@shared/kapso-types/openapi-platform.json");
}
