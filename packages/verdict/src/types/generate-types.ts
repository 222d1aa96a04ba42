import { createHash } from "node:crypto";
import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import type { JsonObject } from "../document/json.ts";
import { openEnums } from "../document/open-enums.ts";
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
export async function generateTypes(
  document: OpenApiDocument,
  { enums = "open" }: GenerateOptions = {},
): Promise<string> {
  // A copy, since the generator resolves references in place.
  const copy = structuredClone(document);
  if (enums === "open") for (const schema of openEnums(copy)) widen(schema);
  const nodes = await openapiTS(copy as unknown as OpenAPI3, {
    transform: ({ format }) => (format === anyText ? openText : undefined),
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    alphabetize: false,
    silent: true,
  });
  return astToString(nodes);
}

export interface GenerateOptions {
  /** How string enums that only responses use are typed; `open` adds `(string & {})`. @default "open" */
  enums?: "open" | "closed";
}

const anyText = "x-any-text";

/** `string & {}`: any text, and editors still complete the values that are listed beside it. */
const openText = ts.factory.createIntersectionTypeNode([
  ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
  ts.factory.createTypeLiteralNode([]),
]);

/** The listed values, or any other text; `transform` writes the latter. */
function widen(schema: JsonObject): void {
  const { type, enum: values, nullable } = schema;
  const listed = Array.isArray(values) ? values : [schema["const"]];
  const nullTyped = nullable === true || (Array.isArray(type) && type.includes("null"));
  const texts = listed.filter((value) => value !== null);
  const withNull = nullTyped || texts.length < listed.length;
  for (const key of ["type", "enum", "const", "nullable"]) delete schema[key];
  schema["anyOf"] = [
    ...texts.map((value) => ({ enum: [value] })),
    { type: "string", format: anyText },
    ...(withNull ? [{ type: "null" }] : []),
  ];
}

/**
 * The types for the type comparison, of any document, generated as they are published. A `nullable`
 * without effect stays as the generator takes it, as the document comparison takes it too.
 */
export function typesToCompare(document: object, options: GenerateOptions = {}): Promise<string> {
  const { document: readable } = normalise(document as OpenApiDocument, ["required-only member"]);
  return generateTypes(readable, options);
}

type GenerateTypes = (document: object, options?: GenerateOptions) => Promise<string>;

/**
 * Generates the types of equal documents once. A bump asks for those of the same document up to
 * three times, often as a copy, and they take seconds where it is large.
 */
export function rememberTypes(generate: GenerateTypes): GenerateTypes {
  const known = new Map<string, Promise<string>>();
  return (document, options = {}) => {
    const text = JSON.stringify([document, options]);
    const key = createHash("sha256").update(text).digest("hex");
    const types = known.get(key) ?? generate(document, options);
    known.set(key, types);
    return types;
  };
}
