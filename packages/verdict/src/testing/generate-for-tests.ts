import type { JsonObject } from "../document/json.ts";
import { typesToCompare } from "../types/generate-types.ts";

/** The published generator, for any document. */
export function generateForTests(
  document: JsonObject,
  options: { enums: "open" | "closed" },
): Promise<string> {
  return typesToCompare(document, options);
}
