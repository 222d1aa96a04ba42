import { basename } from "node:path";
import { type OpenApiDocument, operationsOf } from "@shared/openapi-model/model.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import type { Normalisation } from "@shared/openapi-verdict";
import {
  type ComparisonResult,
  compareDocuments,
  planReleases,
  type ReleasePlan,
  rememberTypes,
  typesToCompare,
} from "@shared/openapi-verdict";
import { guard } from "../document/guard.ts";
import { sameApiProblems } from "../document/same-api.ts";
import { mergeSlice } from "../document/slice.ts";
import { type TrustReport, trustReport } from "../document/trust.ts";
import type { ActionReport } from "../overlay/apply-overlays.ts";
import { effectiveDocument, effectiveOf } from "../overlay/effective.ts";
import type { Overlay } from "../overlay/overlay.ts";
import type { Incoming } from "../source/read-source.ts";
import { printSourceRecord } from "../source/source-record.ts";
import { sha256Of, type VendoredDocument } from "../source/vendored.ts";
import { typesPackageFiles } from "../types-package/files.ts";
import type { Files } from "../types-package/generated.ts";
import { changeset } from "./changeset.ts";

/** What a bump would do, before anything is written: everything that a reviewer reads. */
export interface Bump {
  /** The document's name in `specs/`. */
  document: string;
  source: string;
  kind: Incoming["kind"];
  before: State;
  after: State;
  /** What the vendor changed: the vendored document against the incoming one. */
  upstream: ComparisonResult;
  /** What changes for consumers: with overlays and normalisation on both sides. */
  consumers: ComparisonResult;
  actions: ActionReport[];
  normalisations: Normalisation[];
  trust: TrustReport;
  releases: ReleasePlan;
  /** The vendored document, its record, its types and the changeset. */
  files: Files;
  /** The changeset's path; `undefined` when nothing is released. */
  changeset: string | undefined;
}

export interface State {
  sha256: string;
  bytes: number;
  operations: number;
}

export interface BumpOptions {
  maxLost: number;
  trustChanges: boolean;
  /** Of the packages that would be released. */
  versions: { types: string; client: string };
  /** ISO date. */
  today: string;
  /** Told as the work goes on. */
  progress?: (step: string) => void;
}

/** Judges incoming bytes against what is vendored. `undefined` when they say nothing new. */
export async function planBump(
  vendored: VendoredDocument,
  incoming: Incoming,
  overlays: readonly Overlay[],
  { maxLost, trustChanges, versions, today, progress = () => undefined }: BumpOptions,
): Promise<Bump | undefined> {
  progress("checking the document");
  const source = sourceName(incoming.source);
  const incomingText = incoming.bytes.toString("utf8");
  const current = await guard(parse(vendored.text, vendored.file), vendored.text, vendored.file);
  const next = await guard(parse(incomingText, source), incomingText, source, (value, problem) =>
    sameApiProblems(
      value,
      current,
      // A slice is one operation of many: what it leaves out is not lost.
      { maxLost: incoming.kind === "slice" ? 1 : maxLost, trustChanges },
      problem,
    ),
  );
  const text =
    incoming.kind === "slice"
      ? mergeSlice(current, vendored.text, next, incomingText)
      : incomingText;
  if (text === vendored.text) return undefined;

  progress("applying overlays");
  const bytes = Buffer.from(text);
  const sha256 = sha256Of(bytes);
  const was = await effectiveOf(current, vendored.file, overlays);
  const is =
    incoming.kind === "slice"
      ? await effectiveDocument(text, vendored.file, overlays)
      : await effectiveOf(next, vendored.file, overlays);

  progress("generating types");
  const record = printSourceRecord({
    incoming,
    bytes,
    sha256,
    operationIds: operationsOf(is.vendored).map(({ operation }) => operation.operationId),
    previous: vendored.source,
    source,
    today,
  });
  const renewed: VendoredDocument = { ...vendored, text, sha256, source: JSON.parse(record) };
  const files = await typesPackageFiles(is, renewed);

  progress("asking both witnesses");
  const typesOf = rememberTypes(typesToCompare);
  const upstream = await compareDocuments(was.vendored, is.vendored, typesOf);
  const consumers = await compareDocuments(was.effective, is.effective, typesOf);
  const sameTypes = (await typesOf(was.effective)) === (await typesOf(is.effective));
  const releases = planReleases(consumers.changes, versions, sameTypes);
  const note = changeset({
    releases,
    changes: consumers.changes,
    sha256,
    title: is.vendored.info.title,
  });

  files.set(vendored.file, text);
  files.set(`specs/${vendored.name}.source.json`, record);
  if (note) files.set(note.path, note.content);
  return {
    document: vendored.name,
    source,
    kind: incoming.kind,
    before: state(vendored.text, vendored.sha256, was.vendored),
    after: state(text, sha256, is.vendored),
    upstream,
    consumers,
    actions: is.actions,
    normalisations: is.normalisations,
    trust: trustReport(was.vendored, is.vendored),
    releases,
    files,
    changeset: note?.path,
  };
}

/** A path on somebody's machine has no place in a record that is committed. */
function sourceName(source: string): string {
  return /^https?:/i.test(source) ? source : basename(source);
}

function state(text: string, sha256: string, document: OpenApiDocument): State {
  return { sha256, bytes: Buffer.byteLength(text), operations: operationsOf(document).length };
}
