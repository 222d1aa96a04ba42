import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  printError,
  printMarkdown,
  printProgress,
  print as printText,
  terminalJson,
  terminalText,
} from "@shared/toolkit/terminal.ts";
import type { Bump } from "../bump/plan-bump.ts";
import { readOverlays } from "../overlay/overlay.ts";
import type { Rehearsal, RehearsalOptions, RehearsalPlan } from "../rehearsal/rehearse.ts";
import { type Incoming, readSource } from "../source/read-source.ts";
import { SourceError } from "../source/source-error.ts";
import { readVendored, sha256Of, type VendoredDocument } from "../source/vendored.ts";
import { publishedModel, readGenerated } from "../types-package/generated.ts";
import { apply, recover } from "../write/apply.ts";
import { withLock } from "../write/lock.ts";
import { type FileChange, type Files, planChanges } from "../write/plan.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

export interface UpstreamOptions {
  /** A URL, file or reference page; the recorded address where absent. */
  source: string | undefined;
  /** The document of `specs/`; required if there are several. */
  document?: string;
  dryRun: boolean;
  /** The file for the Markdown report. */
  report?: string;
  /** Whether to append the report to the file. @default false */
  appendReport?: boolean;
  json: boolean;
  quiet: boolean;
  trustChanges: boolean;
  maxLost: number;
  /**
   * The checks before anything is written: `types` typechecks the packages and consumers in
   * memory, `full` builds and tests a copy by `plan`. @default "types"
   */
  rehearse?: "types" | "full" | "none";
  /** The steps of the rehearsal `full`. */
  plan?: RehearsalPlan;
  /** Whether to write although this repository's code would not compile. @default false */
  writeAnyway?: boolean;
  /** Whether the end of the vendored document may be missing. */
  shorterEnd?: boolean;
  /** Whether a vendored file that was edited by hand may be overwritten. */
  overwriteEdits?: boolean;
  consumers: string[];
}

/** `pnpm regen --upstream`: read → judge → trust → rehearse → apply, all or nothing. */
export async function upstream(root: string, options: UpstreamOptions): Promise<ExitCode> {
  if (options.dryRun) return plan(root, options);
  return withLock(root, async () => {
    await recover(root);
    return plan(root, options);
  });
}

async function plan(root: string, options: UpstreamOptions): Promise<ExitCode> {
  const say =
    options.quiet || options.json
      ? () => undefined
      : (text: string) => printText(terminalText(text));
  const progress = createProgress(options);

  const vendored = chooseDocument(await readVendored(root), options.document);
  const source = options.source ?? vendored.upstream;
  if (vendored.isEdited && !options.overwriteEdits) {
    throw new SourceError(
      `${vendored.file} is not what specs/${vendored.name}.source.json records: it was edited by hand. Move the edits into an overlay, or pass --overwrite-edits.`,
    );
  }
  if (source === undefined) {
    throw new SourceError(
      `specs/${vendored.name}.source.json names no "upstream". Pass a URL or file after --upstream, or add the address to it.`,
    );
  }
  progress(`reading ${source}`);
  const incoming = await readSource(
    source,
    source === vendored.source?.source ? vendored.source : {},
  );
  const isNew = incoming && sha256Of(incoming.bytes) !== vendored.sha256;
  const bump = isNew ? await judge(root, vendored, incoming, options, progress) : undefined;
  if (!bump) {
    progress(undefined);
    if (options.json) printText(terminalJson({ outcome: "nothing to do" }));
    say("Nothing to do: upstream has no change.");
    return exitCodes.done;
  }

  // No code is compiled or run against a document that still needs trust.
  if (bump.trust.needsTrust.length > 0 && !options.trustChanges) {
    progress(undefined);
    await print(bump, undefined, options);
    printError(
      terminalText(
        "This bump changes where requests or credentials go. Nothing was written. Check the changes, then pass --trust-changes.",
      ),
    );
    return exitCodes.needsTrust;
  }
  const changes = await changesOf(root, bump);
  const rehearsal = await tryOut(root, options, {
    files: changes,
    changes: bump.consumers.changes,
    consumers: options.consumers,
    progress,
  });
  progress(undefined);
  await print(bump, rehearsal, options);

  if (rehearsal && !rehearsal.ok && !options.writeAnyway) {
    // Otherwise the report has it.
    if (options.quiet) printError(terminalText(brokenLines(rehearsal)));
    printError(
      terminalText(
        "This code would not compile with the new types. Nothing was written. Use --write-anyway to write the bump, and fix the code afterwards.",
      ),
    );
    return exitCodes.wouldNotCompile;
  }
  if (options.dryRun) {
    say("Dry run: nothing was written.");
    return exitCodes.done;
  }
  await apply(root, changes);
  say(`\nWrote ${changes.length} files:`);
  for (const { kind, path } of changes) say(`  ${kind.padEnd(8)} ${path}`);
  return exitCodes.done;
}

function brokenLines({ broken, steps }: Rehearsal): string {
  return [
    ...broken
      .filter(({ role }) => role === undefined)
      .map(
        ({ consumer, file, line, message, change }) =>
          `${consumer} ${file}:${line}: ${message.split("\n")[0]}\n  because of: ${change ?? "unknown"}`,
      ),
    ...steps.filter(({ ok }) => !ok).map(({ name }) => `Failed: ${name}.`),
  ].join("\n");
}

async function tryOut(
  root: string,
  { rehearse: how = "types", plan: rehearsalPlan }: UpstreamOptions,
  bump: RehearsalOptions,
): Promise<Rehearsal | undefined> {
  if (how === "none") return undefined;
  if (how === "full" && rehearsalPlan) {
    const { rehearse } = await import("../rehearsal/rehearse.ts");
    return rehearse(root, rehearsalPlan, bump);
  }
  const { checkTypes } = await import("../rehearsal/check-types.ts");
  return checkTypes(root, bump);
}

async function judge(
  root: string,
  vendored: VendoredDocument,
  incoming: Incoming,
  { maxLost, shorterEnd = false }: UpstreamOptions,
  progress: Progress,
): Promise<Bump | undefined> {
  // A compiler and a linter: not loaded without a new document.
  const { planBump } = await import("../bump/plan-bump.ts");
  const overlays = (await readOverlays(root)).filter(({ document }) => document === vendored.name);
  const versions = await readVersions(root);
  const today = new Date().toISOString().slice(0, 10);
  return planBump(vendored, incoming, overlays, {
    maxLost,
    shorterEnd,
    published: publishedModel(await readGenerated(root), vendored.name),
    versions,
    today,
    changesets: await readChangesets(root),
    users: (await usesDocument(root, vendored.name)) ? ["types", "client"] : ["types"],
    progress,
  });
}

async function readChangesets(root: string): Promise<string[]> {
  const folder = join(root, ".changeset");
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => /^spec-.*\.md$/.test(name))
      .map((name) => readFile(join(folder, name), "utf8")),
  );
}

/**
 * Whether the client uses a document: the one that the types export at their root, or one whose
 * entry (`@shared/kapso-types/<document>`) its sources import.
 */
async function usesDocument(root: string, name: string): Promise<boolean> {
  const main = await readFile(join(root, "packages/types/src/index.ts"), "utf8").catch(() => "");
  const roots = [...main.matchAll(/\.\/generated\/([^/"]+)\//g)].map(([, found]) => found);
  if (roots.length === 0 || roots.includes(name)) return true;
  const sources = join(root, "packages/client/src");
  const files = await readdir(sources, { recursive: true }).catch(() => []);
  const texts = await Promise.all(
    files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFile(join(sources, file), "utf8")),
  );
  return texts.some((text) => text.includes(`kapso-types/${name}`));
}

function chooseDocument(documents: VendoredDocument[], name: string | undefined): VendoredDocument {
  const names = documents.map((document) => document.name).join(", ");
  const [first, second] = documents;
  if (name === undefined && first && second === undefined) return first;
  const chosen = documents.find((document) => document.name === name);
  if (chosen) return chosen;
  throw new SourceError(
    name === undefined
      ? `There are several documents in specs/ (${names}). Pass --document NAME.`
      : `There is no specs/${name}.yaml. Documents in specs/: ${names || "none"}.`,
  );
}

async function readVersions(root: string): Promise<{ types: string; client: string }> {
  const version = async (name: string): Promise<string> => {
    const manifest = await readFile(join(root, "packages", name, "package.json"), "utf8").catch(
      () => "{}",
    );
    return JSON.parse(manifest).version ?? "0.0.0";
  };
  return { types: await version("types"), client: await version("client") };
}

/** Against the disk, so that generated files of other documents stay as they are. */
async function changesOf(root: string, bump: Bump): Promise<FileChange[]> {
  const folder = `/generated/${bump.document}/`;
  const onDisk: Files = new Map(
    [...(await readGenerated(root))].filter(([path]) => path.includes(folder)),
  );
  for (const path of bump.files.keys()) {
    if (onDisk.has(path)) continue;
    const content = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (content !== undefined) onDisk.set(path, content);
  }
  return planChanges(bump.files, onDisk);
}

async function print(
  bump: Bump,
  rehearsal: Rehearsal | undefined,
  options: UpstreamOptions,
): Promise<void> {
  const { markdownReport } = await import("../report/markdown.ts");
  const { terminalReport } = await import("../report/terminal.ts");
  if (options.report !== undefined)
    await writeReport(options.report, markdownReport(bump, rehearsal), options.appendReport);
  if (options.json) {
    const { files, ...rest } = bump;
    printText(terminalJson({ outcome: "bump", ...rest, files: [...files.keys()], rehearsal }, 2));
  } else if (!options.quiet && options.report !== "/dev/stdout") {
    printText(terminalReport(bump, process.stdout, rehearsal));
  }
}

/** A device such as /dev/stdout is written to, not replaced. */
async function writeReport(path: string, text: string, append = false): Promise<void> {
  if (path === "/dev/stdout" || path === "-") printMarkdown(text);
  else if (path.startsWith("/dev/")) await appendFile(path, text);
  else if (append) await appendFile(path, `${text}\n`);
  else await writeFile(path, text);
}

type Progress = (step: string | undefined) => void;

/** A progress line that the next one overwrites, on a terminal only. */
function createProgress({ quiet, json }: UpstreamOptions): Progress {
  if (quiet || json || !process.stderr.isTTY) return () => undefined;
  return printProgress;
}
