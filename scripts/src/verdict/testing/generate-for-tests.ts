import { typesForVerdict } from "../../types-for-verdict.ts";
import type { JsonObject } from "../json.ts";

/** The product's own generator, for any document. */
export function generateForTests(document: JsonObject): Promise<string> {
  return typesForVerdict(document);
}
