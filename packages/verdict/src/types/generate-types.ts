import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

/**
 * The only file that imports openapi-typescript (7.13, frozen by its maintainer): a successor
 * replaces this file and nothing else.
 *
 * - `defaultNonNullable: false`: a request field with a `default` stays optional.
 * - `emptyObjectsUnknown`: `type: object` without properties is an open object in JSON Schema;
 *   the generator's own default, `Record<string, never>`, refuses every key.
 * - no `enum`: it drops `null` from nullable enums.
 */
export async function generateTypes(document: OpenApiDocument): Promise<string> {
  // A copy, since the generator resolves references in place.
  const input = structuredClone(document) as unknown as OpenAPI3;
  const nodes = await openapiTS(input, {
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    alphabetize: false,
    silent: true,
  });
  return astToString(nodes);
}
