import { type OpenDocument, openDocument, UnreadableDocument } from "./document/open-document.ts";
import { compareOnWire, type DocumentComparison } from "./operations/document-comparison.ts";
import type { Change } from "./report/change.ts";
import { groupChanges } from "./report/group-changes.ts";
import { joinFindings } from "./report/join-findings.ts";
import { type ChangeClass, strictest } from "./rules/change-class.ts";
import type { Finding } from "./rules/finding.ts";
import { type ComparisonSettings, defaultSettings } from "./settings.ts";
import { compareTypesOf, type GenerateTypes, type TypesResult } from "./types/type-comparison.ts";

export interface ComparisonResult {
  verdict: ChangeClass;
  changes: Change[];
  /** Why TypeScript could not be asked, if it could not; the verdict is then the document's alone. */
  typesError: string | null;
}

export interface DocumentPair {
  old: unknown;
  new: unknown;
}

/** A pair that cannot be judged says why; the others are judged all the same. */
export type PairResult = ComparisonResult | { error: string };

/**
 * Judges what the change from one description to another means to users of the generated client.
 *
 * @throws UnreadableDocument if either document is none, or contradicts itself
 */
export async function compareDocuments(
  oldNode: unknown,
  newNode: unknown,
  generateTypes: GenerateTypes,
  settings: Partial<ComparisonSettings> = {},
): Promise<ComparisonResult> {
  const [judgement] = await comparePairs([{ old: oldNode, new: newNode }], generateTypes, settings);
  if (judgement === undefined) throw new UnreadableDocument("There is nothing to compare.");
  if ("error" in judgement) throw new UnreadableDocument(judgement.error);
  return judgement;
}

/** As compareDocuments, for many pairs at once: they share one checker. */
export async function comparePairs(
  pairs: readonly DocumentPair[],
  generateTypes: GenerateTypes,
  settings: Partial<ComparisonSettings> = {},
): Promise<PairResult[]> {
  const complete: ComparisonSettings = { ...defaultSettings, ...settings };
  const opened = pairs.map((pair) => open(pair, complete));
  const readable = opened.filter((one): one is Opened => !("error" in one));
  const statements = await compareTypesOf(readable, generateTypes, complete);
  const heard = new Map(readable.map((one, i) => [one, statements[i]]));
  return opened.map((one) => ("error" in one ? one : judge(one.witness.findings, heard.get(one))));
}

/** How an error begins that is a fault of the judge and not of the documents. */
export const unexpected = "The pair could not be judged";

interface Opened {
  old: OpenDocument;
  new: OpenDocument;
  witness: DocumentComparison;
}

function open(pair: DocumentPair, settings: ComparisonSettings): Opened | { error: string } {
  try {
    const oldDocument = openDocument(pair.old, "old");
    const newDocument = openDocument(pair.new, "new");
    return {
      old: oldDocument,
      new: newDocument,
      witness: compareOnWire(oldDocument, newDocument, settings),
    };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { error: error.message };
    // One pair of hundreds must not take the others' verdicts with it.
    const reason = error instanceof Error ? error.message : "unknown";
    return { error: `${unexpected}: ${reason}` };
  }
}

function judge(wire: readonly Finding[], types: TypesResult | undefined): ComparisonResult {
  const changes = groupChanges(joinFindings(wire, types?.findings ?? []));
  return {
    verdict: strictest(changes.map((change) => change.class)),
    changes,
    typesError: types?.error ?? null,
  };
}
