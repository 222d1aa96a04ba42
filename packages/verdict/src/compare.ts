import { type OpenDocument, openDocument, UnreadableDocument } from "./document/open-document.ts";
import { compareOnWire, type DocumentComparison } from "./operations/document-comparison.ts";
import type { Change } from "./report/change.ts";
import { groupChanges } from "./report/group-changes.ts";
import { joinFindings } from "./report/join-findings.ts";
import { joinPagination } from "./report/join-pagination.ts";
import { type ChangeClass, strictest } from "./rules/change-class.ts";
import { type ComparisonSettings, defaultSettings } from "./settings.ts";
import { compareTypesOf, type GenerateTypes } from "./types/type-comparison.ts";

export interface ComparisonResult {
  verdict: ChangeClass;
  changes: Change[];
  /** Why the types could not be compared, if so; the verdict then rests on the documents alone. */
  typesError: string | null;
}

export interface DocumentPair {
  old: unknown;
  new: unknown;
}

/** A pair that cannot be compared has an error; the other pairs are still compared. */
export type PairResult = ComparisonResult | { error: string };

/**
 * Compares two OpenAPI documents, and classifies each change by its effect on users of the generated client.
 *
 * @throws UnreadableDocument if a document is no OpenAPI 3 document, or contradicts itself
 */
export async function compareDocuments(
  oldDocument: unknown,
  newDocument: unknown,
  generateTypes: GenerateTypes,
  settings: Partial<ComparisonSettings> = {},
): Promise<ComparisonResult> {
  const pair = { old: oldDocument, new: newDocument };
  const [result] = await comparePairs([pair], generateTypes, settings);
  if (result === undefined) throw new UnreadableDocument("There is nothing to compare.");
  if ("error" in result) throw new UnreadableDocument(result.error);
  return result;
}

/** The same for many pairs at once: they share one type checker. */
export async function comparePairs(
  pairs: readonly DocumentPair[],
  generateTypes: GenerateTypes,
  settings: Partial<ComparisonSettings> = {},
): Promise<PairResult[]> {
  const complete: ComparisonSettings = { ...defaultSettings, ...settings };
  const opened = pairs.map((pair) => open(pair, complete));
  const readable = opened.filter((one): one is OpenPair => !("error" in one));
  const results = await compareTypesOf(readable, generateTypes, complete);
  const typesOf = new Map(readable.map((one, i) => [one, results[i]]));
  return opened.map((one) => {
    if ("error" in one) return one;
    const { findings = [], error = null } = typesOf.get(one) ?? {};
    const changes = groupChanges(joinPagination(joinFindings(one.wire.findings, findings)));
    const verdict = strictest(changes.map((change) => change.class));
    return { verdict, changes, typesError: error };
  });
}

/** The beginning of an error that this package, and not a document, caused. */
export const unexpected = "The pair could not be judged";

interface OpenPair {
  old: OpenDocument;
  new: OpenDocument;
  wire: DocumentComparison;
}

function open(pair: DocumentPair, settings: ComparisonSettings): OpenPair | { error: string } {
  try {
    const documents = { old: openDocument(pair.old, "old"), new: openDocument(pair.new, "new") };
    return { ...documents, wire: compareOnWire(documents.old, documents.new, settings) };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { error: error.message };
    // One pair of hundreds must not stop the others.
    const reason = error instanceof Error ? error.message : "unknown";
    return { error: `${unexpected}: ${reason}` };
  }
}
