import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@shared/openapi-model/parse.ts";
import { print, terminalText } from "@shared/toolkit/terminal.ts";
import { addedDocumentChangeset } from "../bump/added-document.ts";
import { guard } from "../document/guard.ts";
import { effectiveOf } from "../overlay/effective.ts";
import { readOverlays } from "../overlay/overlay.ts";
import { readSource } from "../source/read-source.ts";
import { SourceError } from "../source/source-error.ts";
import {
  printSourceRecord,
  readVendored,
  sha256Of,
  sourceName,
  type VendoredDocument,
} from "../source/vendored.ts";
import { typesPackageFiles } from "../types-package/files.ts";
import { readGenerated } from "../types-package/generated.ts";
import { specificationOf } from "../types-package/specification.ts";
import { apply, recover } from "../write/apply.ts";
import { withLock } from "../write/lock.ts";
import { type Files, planChanges } from "../write/plan.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

export interface AddOptions {
  /** `workflows`: names the files in `specs/` and the entry of the types package. */
  name: string;
  /** An https URL, a file, or a reference page in Markdown. */
  source: string;
  /** The address of new versions. @default the source, if it is a URL */
  address?: string | undefined;
  dryRun: boolean;
  quiet: boolean;
}

/** `pnpm regen --add NAME SOURCE`: vendors another document, with its record, types and changeset. */
export async function add(root: string, options: AddOptions): Promise<ExitCode> {
  checkName(options.name);
  checkAddress(options.address);
  if (options.dryRun) return plan(root, options);
  return withLock(root, async () => {
    await recover(root);
    return plan(root, options);
  });
}

async function plan(
  root: string,
  { name, source, address, dryRun, quiet }: AddOptions,
): Promise<ExitCode> {
  const say = quiet ? () => undefined : (text: string) => print(terminalText(text));
  const present = await readVendored(root);
  if (present.some((document) => document.name === name)) {
    throw new SourceError(
      `specs/${name}.yaml exists already. Run "pnpm regen --upstream SOURCE --document ${name}" to update it, or choose another name.`,
    );
  }
  const incoming = await readSource(source);
  if (incoming === undefined)
    throw new SourceError(`${source} must respond with a document; got none.`);
  const file = `specs/${name}.yaml`;
  const text = incoming.bytes.toString("utf8");
  const sha256 = sha256Of(incoming.bytes);
  const same = present.find((document) => document.sha256 === sha256);
  if (same) throw new SourceError(`${source} is vendored already, as ${same.file}.`);

  const vendoredModel = await guard(parse(text, sourceName(source)));
  const overlays = (await readOverlays(root)).filter(({ document }) => document === name);
  const { effective } = await effectiveOf(vendoredModel, file, overlays);
  const record = printSourceRecord({
    incoming,
    bytes: incoming.bytes,
    sha256,
    operationIds: vendoredModel.operations.map(({ id }) => id),
    upstream: address,
    coverage: undefined,
    source: sourceName(source),
    today: new Date().toISOString().slice(0, 10),
  });
  const document: VendoredDocument = {
    ...{ name, file, text, sha256 },
    source: JSON.parse(record),
    upstream: JSON.parse(record).upstream,
  };
  const files: Files = await typesPackageFiles(effective, document);
  files.set(file, text);
  files.set(`specs/${name}.source.json`, record);
  const { title } = effective.document.info;
  const operations = effective.operations.length;
  const note = addedDocumentChangeset({
    ...{ name, title, sha256, operations },
    version: await typesVersion(root),
  });
  files.set(note.path, note.content);

  const onDisk = [...(await readGenerated(root))].filter(([path]) => files.has(path));
  const changes = planChanges(files, new Map(onDisk));
  const { baseUrl, keyHeader } = specificationOf(effective, document);
  say(`${title} (operations: ${operations}). Import it from @shared/kapso-types/${name}.`);
  say(`Requests go to ${baseUrl ?? "no absolute address: set the client's baseUrl"}.`);
  say(`The key goes into ${keyHeader ?? "no header that the document names"}.`);
  if (document.upstream === undefined) {
    say(
      `specs/${name}.source.json has no address to read new versions from: pass --address URL, or add "upstream" to it.`,
    );
  }
  if (dryRun) {
    say("Dry run: nothing was written.");
    return exitCodes.done;
  }
  await apply(root, changes);
  say(`\nWrote ${changes.length} files:`);
  for (const { kind, path } of changes) say(`  ${kind.padEnd(8)} ${path}`);
  return exitCodes.done;
}

/** Checks the name of files, a folder, a branch and an entry of a package. */
function checkName(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 60 || name === "package") {
    throw new SourceError(
      `${JSON.stringify(name)} cannot name a document. Use lower-case letters, digits and single hyphens, such as "workflows" (but not "package", which is the manifest's).`,
    );
  }
}

function checkAddress(address: string | undefined): void {
  if (address !== undefined && URL.parse(address)?.protocol !== "https:") {
    throw new SourceError(
      `--address must be the https URL that new versions are read from; got ${JSON.stringify(address)}.`,
    );
  }
}

async function typesVersion(root: string): Promise<string> {
  const manifest = await readFile(join(root, "packages/types/package.json"), "utf8");
  return JSON.parse(manifest).version;
}
