import { type OpenDocument, openDocument, UnreadableDocument } from "./document/open-document.ts";
import { type DocumentWitness, documentWitness } from "./operations/document-comparison.ts";
import { groupChanges } from "./report/group-changes.ts";
import { joinWitnesses } from "./report/join-findings.ts";
import { type Change, type ChangeClass, type Finding, strictest } from "./rules/finding.ts";
import { defaultSettings, type VerdictSettings } from "./settings.ts";
import { type GenerateTypes, hearTypes, type TypesStatement } from "./types/type-comparison.ts";

export interface Judgement {
  verdict: ChangeClass;
  changes: Change[];
  /** Why TypeScript could not be asked, if it could not; the verdict is then the document's alone. */
  typesUnheard: string | null;
}

export interface DocumentPair {
  before: unknown;
  after: unknown;
}

/** A pair that cannot be judged says why; the others are judged all the same. */
export type PairJudgement = Judgement | { error: string };

/**
 * Judges what the change from one description to another means to users of the generated client.
 *
 * @throws UnreadableDocument if either document is none, or contradicts itself
 */
export async function compareDocuments(
  before: unknown,
  after: unknown,
  generateTypes: GenerateTypes,
  settings: Partial<VerdictSettings> = {},
): Promise<Judgement> {
  const [judgement] = await comparePairs([{ before, after }], generateTypes, settings);
  if (judgement === undefined) throw new UnreadableDocument("There is nothing to compare.");
  if ("error" in judgement) throw new UnreadableDocument(judgement.error);
  return judgement;
}

/** As compareDocuments, for many pairs at once: they share one checker. */
export async function comparePairs(
  pairs: readonly DocumentPair[],
  generateTypes: GenerateTypes,
  settings: Partial<VerdictSettings> = {},
): Promise<PairJudgement[]> {
  const complete: VerdictSettings = { ...defaultSettings, ...settings };
  const opened = pairs.map((pair) => open(pair, complete));
  const readable = opened.filter((one): one is Opened => !("error" in one));
  const statements = await hearTypes(readable, generateTypes, complete);
  const heard = new Map(readable.map((one, i) => [one, statements[i]]));
  return opened.map((one) => ("error" in one ? one : judge(one.witness.findings, heard.get(one))));
}

/** How an error begins that is a fault of the judge and not of the documents. */
export const unexpected = "The pair could not be judged";

interface Opened {
  before: OpenDocument;
  after: OpenDocument;
  witness: DocumentWitness;
}

function open(pair: DocumentPair, settings: VerdictSettings): Opened | { error: string } {
  try {
    const before = openDocument(pair.before, "old");
    const after = openDocument(pair.after, "new");
    return { before, after, witness: documentWitness(before, after, settings) };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { error: error.message };
    // One pair of hundreds must not take the others' verdicts with it.
    const reason = error instanceof Error ? error.message : "unknown";
    return { error: `${unexpected}: ${reason}` };
  }
}

function judge(wire: readonly Finding[], types: TypesStatement | undefined): Judgement {
  const changes = groupChanges(joinWitnesses(wire, types?.findings ?? []));
  return {
    verdict: strictest(changes.map((change) => change.class)),
    changes,
    typesUnheard: types?.unheard ?? null,
  };
}
