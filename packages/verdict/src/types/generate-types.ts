import { createHash } from "node:crypto";
import { isObject, type OpenApiDocument } from "@shared/openapi-model/document.ts";
import { replaceAt } from "@shared/openapi-model/json-pointer.ts";
import { openApiModel } from "@shared/openapi-model/model.ts";
import { type NodeKind, walk } from "@shared/openapi-model/walk.ts";
import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from "openapi-typescript";
import ts from "typescript";
import type { JsonObject } from "../document/json.ts";
import { openEnums } from "../document/open-enums.ts";
import { normalise } from "./normalise.ts";

/**
 * - `defaultNonNullable: false`: a request field with a `default` stays optional.
 * - `emptyObjectsUnknown`: `type: object` without properties is an open object in JSON Schema;
 *   the generator's default, `Record<string, never>`, rejects every key.
 * - no `enum`: it drops `null` from nullable enums.
 */
const options = {
  additionalProperties: false,
  alphabetize: false,
  arrayLength: false,
  conditionalEnums: false,
  dedupeEnums: false,
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  enum: false,
  enumValues: false,
  excludeDeprecated: false,
  exportType: false,
  generatePathParams: false,
  immutable: false,
  makePathsEnum: false,
  pathParamsAsTypes: false,
  propertiesRequiredByDefault: false,
  readWriteMarkers: false,
  rootTypes: false,
  rootTypesKeepCasing: false,
  rootTypesNoSchemaPrefix: false,
  silent: true,
} as const;

/**
 * The only file that imports openapi-typescript (7.13, frozen by its maintainer): a successor
 * replaces this file and nothing else. Its linter and bundler, which open what a document refers
 * to, are left out: this is the step after them. References are resolved in the document only.
 */
export async function generateTypes(
  document: OpenApiDocument,
  { enums = "open", written = new Map() }: GenerateOptions = {},
): Promise<string> {
  const copy = preparedCopy(document);
  // In comments only: an example and a default.
  for (const [pointer, text] of written) {
    replaceAt(copy, pointer, (value) => (value === Number(text) ? text : value));
  }
  if (enums === "open") for (const schema of openEnums(openApiModel(copy))) widen(schema);
  const input = copy as unknown as OpenAPI3;
  const footer = createFooter();
  const context: Omit<GlobalContext, "redoc" | "postTransform" | "transformProperty"> = {
    ...options,
    transform: ({ format }) => (format === anyText ? openText : undefined),
    injectFooter: footer.nodes,
    discriminators: scanDiscriminators(input, options),
    resolve: (reference) => resolveRef(input, reference, options),
  };
  const nodes = transformSchema(input, context as GlobalContext);
  footer.finish();
  return astToString(nodes);
}

/**
 * Where the generator puts the interface \`operations\`. It makes a new list of all members for each
 * operation, which takes minutes for 20,000 of them: here each is kept until all are there.
 */
function createFooter(): { nodes: ts.Node[]; finish(): void } {
  const nodes: ts.Node[] = [];
  const operations: ts.TypeElement[] = [];
  const unfinished: ts.Node[] = [];
  nodes.push = (...added) => {
    for (const node of added) {
      if (!ts.isInterfaceDeclaration(node) || node.name.text !== "operations") continue;
      unfinished.push(node);
      Object.defineProperty(node, "members", {
        configurable: true,
        get: () => [],
        set: (members: readonly ts.TypeElement[]) => operations.push(...members),
      });
    }
    return Array.prototype.push.apply(nodes, added);
  };
  const finish = () => {
    for (const node of unfinished) {
      Object.defineProperty(node, "members", { value: ts.factory.createNodeArray(operations) });
    }
  };
  return { nodes, finish };
}

/**
 * A copy, since the generator changes what it gets, whose texts have no effect in a comment and
 * whose compositions have objects as members, as the generator expects.
 */
function preparedCopy(document: OpenApiDocument): OpenApiDocument {
  const copy = structuredClone(document);
  walk(copy, ({ node, kind }) => {
    if (!isObject(node) || kind === "data" || kind === "mapping") return;
    for (const key of ["title", "summary", "description", "format"]) {
      if (typeof node[key] === "string") node[key] = commentText(node[key]);
    }
    if (kind === "schema") {
      for (const key of ["allOf", "anyOf", "oneOf"]) {
        const members = node[key];
        if (Array.isArray(members)) node[key] = members.map(asObject);
      }
    }
    if (!hasExamples.has(kind)) return;
    for (const key of ["default", "example", "examples"]) {
      if (node[key] !== undefined) node[key] = valueInComment(node[key]);
    }
  });
  return copy;
}

/** A boolean schema as an object: any value, or none. */
function asObject(schema: unknown): unknown {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { enum: [] };
}

const hasExamples: ReadonlySet<NodeKind> = new Set(["schema", "parameter", "header", "mediaType"]);

function valueInComment(value: unknown): unknown {
  if (typeof value === "string") return commentText(value);
  if (Array.isArray(value)) return value.map(valueInComment);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, child]) => [commentText(key), valueInComment(child)]),
  );
}

/**
 * The vendor's text as part of a comment in TypeScript: it ends no comment, and has no tag such as
 * `@deprecated` or `@ts-ignore`, which have an effect. TypeScript looks for `@internal` anywhere.
 */
export function commentText(text: string): string {
  return text
    .replaceAll("*/", "*\\/")
    .replaceAll(/@(?=internal)/gi, "\\@ ")
    .replaceAll(/(?<=^|[\s@*/{])@/g, "\\@");
}

export interface GenerateOptions {
  /** How string enums that only responses use are typed; `open` adds `(string & {})`. @default "open" */
  enums?: "open" | "closed";
  /** As in the model: whole numbers beyond 2^53 as they were written. @default none */
  written?: ReadonlyMap<string, string>;
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

/** Makes the types of a document. */
export type GenerateTypes = (
  document: OpenApiDocument,
  options?: GenerateOptions,
) => Promise<string>;

/**
 * The types for the type comparison, of any document, generated as they are published. A `nullable`
 * without effect stays as the generator takes it, as the document comparison takes it too.
 */
export function typesToCompare(
  document: object,
  options: GenerateOptions = {},
  generate: GenerateTypes = generateTypes,
): Promise<string> {
  const { document: readable } = normalise(document as OpenApiDocument, ["required-only member"]);
  return generate(readable, options);
}

/**
 * Generates the types of equal documents once. A bump needs the types of the same document up to four
 * times, often as a copy, and a large document takes seconds.
 */
export function rememberTypes(generate: GenerateTypes): GenerateTypes {
  const known = new Map<string, Promise<string>>();
  return (document, options = {}) => {
    const { enums = "open", written = new Map() } = options;
    const text = JSON.stringify([document, enums, [...written]]);
    const key = createHash("sha256").update(text).digest("hex");
    const types = known.get(key) ?? generate(document, options);
    known.set(key, types);
    return types;
  };
}
