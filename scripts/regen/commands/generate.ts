import { print, printError, terminalText } from "@shared/toolkit/terminal.ts";
import { trustReport } from "../document/trust.ts";
import { effectiveDocument } from "../overlay/effective.ts";
import { type Overlay, readOverlays } from "../overlay/overlay.ts";
import { readVendored, type VendoredDocument } from "../source/vendored.ts";
import { typesPackageFiles } from "../types-package/files.ts";
import { publishedModel, readGenerated } from "../types-package/generated.ts";
import { apply, isInterrupted, recover } from "../write/apply.ts";
import { withLock } from "../write/lock.ts";
import { type FileChange, type Files, planChanges } from "../write/plan.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** `pnpm regen` and `pnpm regen --check`. */
export async function generate(
  root: string,
  { check, quiet, trustChanges }: { check: boolean; quiet: boolean; trustChanges: boolean },
): Promise<ExitCode> {
  if (check && (await isInterrupted(root))) {
    printError(terminalText('A run was interrupted. Run "pnpm regen" to complete it.'));
    return exitCodes.drift;
  }
  const { changes, notes, needsTrust } = await regen(root, { check, trustChanges });
  if (needsTrust.length > 0 && !trustChanges) {
    for (const sentence of needsTrust) printError(terminalText(sentence));
    printError(
      terminalText(
        "The documents in specs/ change where requests or credentials go. Nothing was written. Check the changes, then pass --trust-changes.",
      ),
    );
    return exitCodes.needsTrust;
  }
  if (!quiet) for (const note of notes) printError(terminalText(`Note: ${note}`));
  for (const { kind, path } of changes)
    if (check || !quiet) print(terminalText(`${kind.padEnd(8)} ${path}`));
  if (changes.length === 0) {
    if (!quiet) print(terminalText("Nothing to do: the types match the vendored spec."));
  } else if (check) {
    printError(
      terminalText(
        `${changes.length} generated file(s) do not match specs/. Run "pnpm regen" and commit the files that it writes.`,
      ),
    );
    return exitCodes.drift;
  }
  return exitCodes.done;
}

export interface Outcome {
  /** The files that differ (or differed, once applied) from the output for the vendored documents. */
  changes: FileChange[];
  /** Remarks for the terminal; none is an error. */
  notes: string[];
  /** New destinations of requests or credentials, in sentences. */
  needsTrust: string[];
}

/**
 * Generates `packages/types` from `specs/`. Writes nothing with `check`, nor if a change needs trust
 * that was not given.
 */
export async function regen(
  root: string,
  { check = false, trustChanges = false } = {},
): Promise<Outcome> {
  if (check) return plan(root);
  return withLock(root, async () => {
    await recover(root);
    const outcome = await plan(root);
    if (trustChanges || outcome.needsTrust.length === 0) await apply(root, outcome.changes);
    return outcome;
  });
}

async function plan(root: string): Promise<Outcome> {
  const [vendored, overlays, generated] = await Promise.all([
    readVendored(root),
    readOverlays(root),
    readGenerated(root),
  ]);
  const needsTrust: string[] = [];
  const wanted: Files = new Map();
  const notes: string[] = [];
  for (const document of vendored) {
    const overlaid = await effectiveDocument(
      document.text,
      document.file,
      overlays.filter((overlay) => overlay.document === document.name),
    );
    const published = publishedModel(generated, document.name) ?? overlaid.vendored;
    needsTrust.push(...trustReport(published, overlaid.effective).needsTrust);
    for (const [path, content] of await typesPackageFiles(overlaid.effective, document)) {
      wanted.set(path, content);
    }
    notes.push(
      ...overlaid.actions
        .filter(({ state }) => state !== "applied")
        .map(({ name, text }) => `${name}: ${text}`),
    );
    if (!document.source) {
      notes.push(
        `specs/${document.name}.source.json does not match these bytes, so the types name no source.`,
      );
    }
  }
  notes.push(...strayOverlays(overlays, vendored));
  const changes = planChanges(wanted, generated);
  return { changes, notes, needsTrust };
}

function strayOverlays(overlays: Overlay[], vendored: VendoredDocument[]): string[] {
  return overlays
    .filter(({ document }) => !vendored.some(({ name }) => name === document))
    .map(({ file, document }) => `${file}: unused, since there is no specs/${document}.yaml.`);
}
