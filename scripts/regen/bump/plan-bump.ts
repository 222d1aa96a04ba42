import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import type { Normalisation } from "@shared/openapi-verdict";
import {
  type ComparisonResult,
  compareDocuments,
  generateTypes,
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
import {
  printSourceRecord,
  sha256Of,
  sourceName,
  type VendoredDocument,
} from "../source/vendored.ts";
import { typesPackageFiles } from "../types-package/files.ts";
import type { Files } from "../write/plan.ts";
import { changeset, type OperationTags, operationTags } from "./changeset.ts";

/** The plan of a bump, before anything is written: everything that a reviewer reads. */
export interface Bump {
  /** The document's name in `specs/`. */
  document: string;
  source: string;
  kind: Incoming["kind"];
  before: State;
  after: State;
  /** The vendor's changes: the vendored document against the incoming one. */
  upstream: ComparisonResult;
  /** The changes for consumers: with overlays and normalization on both sides. */
  consumers: ComparisonResult;
  tags: OperationTags;
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
  /** Whether the end of the vendored document may be missing. */
  shorterEnd?: boolean;
  /** The source of the types on disk; without types on disk, the vendored document. */
  published: OpenApiModel | undefined;
  /** The current versions of the packages that would be released. */
  versions: { types: string; client: string };
  /** ISO date. */
  today: string;
  /** Texts of the changesets on disk, whose edited migration sections are kept. */
  changesets?: readonly string[];
  /** The packages that use this document; they are released. @default ["types", "client"] */
  users?: readonly ("types" | "client")[];
  /** Called with each step. */
  progress?: (step: string) => void;
}

/** Compares incoming bytes with the vendored document. `undefined` when they bring no change. */
export async function planBump(
  vendored: VendoredDocument,
  incoming: Incoming,
  overlays: readonly Overlay[],
  {
    maxLost,
    shorterEnd = false,
    published,
    versions,
    today,
    changesets = [],
    users = ["types", "client"],
    progress = () => undefined,
  }: BumpOptions,
): Promise<Bump | undefined> {
  progress("checking the document");
  const source = sourceName(incoming.source);
  const vendoredParsed = parse(vendored.text, vendored.file);
  const incomingParsed = parse(incoming.bytes.toString("utf8"), source);
  const isSlice = incoming.kind === "slice";
  const current = await guard(vendoredParsed);
  // A slice is one operation of many: operations outside of it are not lost.
  const sameApi = { maxLost: isSlice ? 1 : maxLost, shorterEnd: isSlice || shorterEnd };
  const next = await guard(incomingParsed, sameApiProblems(incomingParsed, current, sameApi));
  const text = isSlice ? mergeSlice(vendoredParsed, incomingParsed) : incomingParsed.text;
  if (text === vendored.text) return undefined;

  progress("applying overlays");
  const bytes = Buffer.from(text);
  const sha256 = sha256Of(bytes);
  const was = await effectiveOf(current, vendored.file, overlays);
  const is = isSlice
    ? await effectiveDocument(text, vendored.file, overlays)
    : await effectiveOf(next, vendored.file, overlays);

  progress("generating types");
  const record = printSourceRecord({
    incoming,
    bytes,
    sha256,
    operationIds: is.vendored.operations.map(({ id }) => id),
    upstream: vendored.upstream,
    coverage: vendored.source?.coverage,
    enums: vendored.enums,
    source,
    today,
  });
  const renewed: VendoredDocument = { ...vendored, text, sha256, source: JSON.parse(record) };
  const generate = rememberTypes(generateTypes);
  const files = await typesPackageFiles(is.effective, renewed, generate);

  progress("comparing");
  const typesOf = (document: object, options: { enums: "open" | "closed" }) =>
    typesToCompare(document, options, generate);
  const settings = { enums: vendored.enums ?? "open", today } as const;
  const compare = (one: OpenApiModel, other: OpenApiModel) =>
    compareDocuments(one.document, other.document, typesOf, settings);
  const upstream = await compare(was.vendored, is.vendored);
  const isAsWritten = was.effective === was.vendored && is.effective === is.vendored;
  const consumers = isAsWritten ? upstream : await compare(was.effective, is.effective);
  const sameTypes =
    (await typesOf(was.effective.document, settings)) ===
    (await typesOf(is.effective.document, settings));
  const planned = planReleases(consumers.changes, versions, sameTypes);
  const releases: ReleasePlan = users.includes("client")
    ? planned
    : { ...planned, client: { bump: "none" } };
  const tags = operationTags(is.effective.operations);
  const note = changeset({
    releases,
    changes: consumers.changes,
    tags,
    sha256,
    title: is.vendored.document.info.title,
    earlier: changesets,
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
    tags,
    actions: is.actions,
    normalisations: is.normalisations,
    trust: trustReport(published ?? was.vendored, is.effective),
    releases,
    files,
    changeset: note?.path,
  };
}

function state(text: string, sha256: string, { operations }: OpenApiModel): State {
  return { sha256, bytes: Buffer.byteLength(text), operations: operations.length };
}
