import { isObject, type JsonObject, objectAt } from "../document/json.ts";
import { isExternal, type OpenDocument } from "../document/open-document.ts";
import type { DocumentComparison } from "../operations/document-comparison.ts";
import type { Finding } from "../rules/finding.ts";
import type { ComparisonSettings } from "../settings.ts";
import { compareGenerated } from "./compare-generated.ts";
import type { CleanPairs } from "./compare-types.ts";
import { createTypeProgram } from "./type-program.ts";

/** Makes the types that would be published for a document. */
export type GenerateTypes = (
  document: JsonObject,
  options: { enums: "open" | "closed" },
) => Promise<string>;

export interface TypesResult {
  findings: readonly Finding[];
  error: string | null;
}

interface Pair {
  old: OpenDocument;
  new: OpenDocument;
  wire: DocumentComparison;
}

interface Generated {
  text: string;
  error: string | null;
}

interface GeneratedPair {
  old: Generated;
  new: Generated;
  wire: DocumentComparison;
}

// A checker over more text than this takes more memory than it saves time.
const mostText = 6_000_000;

export async function compareTypesOf(
  pairs: readonly Pair[],
  generateTypes: GenerateTypes,
  settings: ComparisonSettings,
): Promise<TypesResult[]> {
  const known = new Map<string, Generated>();
  const generate = async (document: OpenDocument): Promise<Generated> => {
    const closed = closedIn(document);
    const key = JSON.stringify(closed);
    const result = known.get(key) ?? (await generated(closed, generateTypes, settings));
    known.set(key, result);
    return result;
  };
  const results: TypesResult[] = [];
  let batch: GeneratedPair[] = [];
  let size = 0;
  for (const pair of pairs) {
    const next = { old: await generate(pair.old), new: await generate(pair.new), wire: pair.wire };
    const length = next.old.text.length + next.new.text.length;
    if (batch.length > 0 && size >= mostText) {
      results.push(...compareBatch(batch, settings));
      batch = [];
      size = 0;
    }
    batch.push(next);
    size += length;
  }
  return [...results, ...compareBatch(batch, settings)];
}

async function generated(
  document: JsonObject,
  generateTypes: GenerateTypes,
  { enums }: ComparisonSettings,
): Promise<Generated> {
  try {
    return { text: await generateTypes(document, { enums }), error: null };
  } catch (error) {
    return { text: "", error: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function compareBatch(pairs: readonly GeneratedPair[], settings: ComparisonSettings) {
  const texts = [...new Set(pairs.flatMap((pair) => [pair.old.text, pair.new.text]))];
  const { checker, modules } = createTypeProgram(texts);
  const indexes = new Map(texts.map((text, index) => [text, index]));
  const moduleOf = ({ text }: Generated) => modules[indexes.get(text) ?? -1];
  const clean: CleanPairs = new Set();
  return pairs.map((pair): TypesResult => {
    const error = pair.old.error ?? pair.new.error;
    const oldModule = moduleOf(pair.old);
    const newModule = moduleOf(pair.new);
    if (!oldModule || !newModule || error !== null || oldModule === newModule) {
      return { findings: [], error };
    }
    const both = { checker, clean, old: oldModule, new: newModule };
    try {
      return { findings: compareGenerated(both, pair.wire, settings), error };
    } catch (fault) {
      return { findings: [], error: messageOf(fault) };
    }
  });
}

// TypeScript multiplies the members of an intersection of unions, and takes minutes for 2^16.
const mostAlternatives = 1_000;

/** How many members the type of a schema has, with the schemas that it refers to. */
function countAlternatives({ target }: OpenDocument): (schema: JsonObject) => number {
  const known = new Map<unknown, number>();
  const count = (schema: unknown): number => {
    if (!isObject(schema)) return 1;
    const before = known.get(schema);
    if (before !== undefined) return before;
    known.set(schema, 1); // of a schema that contains itself
    const { $ref, allOf } = schema;
    const inside = typeof $ref === "string" && !isExternal($ref) ? count(target($ref)) : 1;
    const sums = [schema["oneOf"], schema["anyOf"]].map((members) =>
      Array.isArray(members) ? members.reduce((sum, member) => sum + count(member), 0) : 1,
    );
    const factors = [inside, ...sums, ...(Array.isArray(allOf) ? allOf.map(count) : [])];
    const product = factors.reduce((result, factor) => result * Math.max(factor, 1), 1);
    known.set(schema, product);
    return product;
  };
  return count;
}

/** A copy with internal references only: the generator would fetch the others. */
function closedIn(document: OpenDocument): JsonObject {
  const { root } = document;
  const alternativesOf = countAlternatives(document);
  const copy = (node: unknown, above: readonly unknown[]): unknown => {
    if (typeof node !== "object" || node === null || node instanceof Date) return node;
    if (above.includes(node)) return {};
    const inside = [...above, node];
    if (isObject(node) && alternativesOf(node) > mostAlternatives) return {};
    if (Array.isArray(node)) return node.map((item) => copy(item, inside));
    const reference = isObject(node) ? node["$ref"] : undefined;
    if (typeof reference === "string" && isExternal(reference)) return {};
    const entries = Object.entries(node).map(([key, value]) => [
      key,
      key === "mapping" && isObject(value) ? pointersIn(value, root) : copy(value, inside),
    ]);
    return Object.fromEntries(entries);
  };
  return copy(root, []) as JsonObject;
}

/** A mapping may name a schema without its path; the generator only follows paths. */
function pointersIn(mapping: JsonObject, root: JsonObject): JsonObject {
  const schemas = objectAt(objectAt(root, "components"), "schemas");
  return Object.fromEntries(
    Object.entries(mapping).map(([tag, target]) => [
      tag,
      typeof target === "string" && schemas[target] !== undefined
        ? `#/components/schemas/${target}`
        : target,
    ]),
  );
}
