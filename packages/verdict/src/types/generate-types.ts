import { createHash } from "node:crypto";
import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { normalise } from "./normalise.ts";

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

/**
 * The types for the type comparison, of any document, generated as they are published. A `nullable`
 * without effect stays as the generator takes it, as the document comparison takes it too.
 */
export function typesToCompare(document: object): Promise<string> {
  const { document: readable } = normalise(document as OpenApiDocument, ["required-only member"]);
  return generateTypes(readable);
}

type GenerateTypes = (document: object) => Promise<string>;

/**
 * Generates the types of equal documents once. A bump asks for those of the same document up to
 * three times, often as a copy, and they take seconds where it is large.
 */
export function rememberTypes(generate: GenerateTypes): GenerateTypes {
  const known = new Map<string, Promise<string>>();
  return (document) => {
    const key = createHash("sha256").update(JSON.stringify(document)).digest("hex");
    const types = known.get(key) ?? generate(document);
    known.set(key, types);
    return types;
  };
}
