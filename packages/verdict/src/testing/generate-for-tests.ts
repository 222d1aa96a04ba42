import type { JsonObject } from "../document/json.ts";
import { typesToCompare } from "../types/generate-types.ts";

/** The product's own generator, for any document. */
export function generateForTests(document: JsonObject): Promise<string> {
  return typesToCompare(document);
}
