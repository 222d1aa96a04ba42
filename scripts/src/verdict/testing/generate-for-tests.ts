import type { OpenApiDocument } from "../../document/openapi.ts";
import { generateTypes } from "../../generate-types.ts";
import type { JsonObject } from "../json.ts";

/** The product's own generator, for any document. */
export function generateForTests(document: JsonObject): Promise<string> {
  return generateTypes(document as unknown as OpenApiDocument);
}
