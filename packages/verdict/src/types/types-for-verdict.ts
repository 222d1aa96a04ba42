import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import { generateTypes } from "./generate-types.ts";
import { normalise } from "./normalise.ts";

/**
 * The types that the verdict's second witness is asked about: generated as they are published, of
 * any two documents. A `nullable` that has no effect stays as the generator takes it, since the
 * first witness hears it the same way.
 */
export function typesForVerdict(document: object): Promise<string> {
  const { document: readable } = normalise(document as OpenApiDocument, ["required-only member"]);
  return generateTypes(readable);
}
