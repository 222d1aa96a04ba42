import { terminalText } from "@shared/toolkit/terminal.ts";
import { effectiveDocument } from "../overlay/effective.ts";
import { type Overlay, readOverlays } from "../overlay/overlay.ts";
import { readVendored, type VendoredDocument } from "../source/vendored.ts";
import { typesPackageFiles } from "../types-package/files.ts";
import { readGenerated } from "../types-package/generated.ts";
import { apply, isInterrupted } from "../write/apply.ts";
import { withLock } from "../write/lock.ts";
import { type FileChange, type Files, planChanges } from "../write/plan.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** `pnpm regen` and `pnpm regen --check`. */
export async function generate(
  root: string,
  { check, quiet }: { check: boolean; quiet: boolean },
): Promise<ExitCode> {
  if (check && (await isInterrupted(root))) {
    console.error('A run was interrupted half-way. "pnpm regen" finishes it.');
    return exitCodes.drift;
  }
  const { changes, notes } = await regen(root, { check });
  if (!quiet) for (const note of notes) console.error(terminalText(`Note: ${note}`));
  for (const { kind, path } of changes)
    if (check || !quiet) console.log(terminalText(`${kind.padEnd(8)} ${path}`));
  if (changes.length === 0) {
    if (!quiet) console.log("Nothing to do: the types match the vendored spec.");
  } else if (check) {
    console.error(
      `${changes.length} generated file(s) do not match specs/. Run "pnpm regen" and commit what it writes.`,
    );
    return exitCodes.drift;
  }
  return exitCodes.done;
}

export interface Outcome {
  /** What differs (or differed, once applied) from what the vendored documents make. */
  changes: FileChange[];
  /** Sentences for the person who runs it; none is an error. */
  notes: string[];
}

/** From `specs/` to `packages/types`. With `check` nothing is written. */
export async function regen(root: string, { check = false } = {}): Promise<Outcome> {
  const [vendored, overlays] = await Promise.all([readVendored(root), readOverlays(root)]);
  const wanted: Files = new Map();
  const notes: string[] = [];
  for (const document of vendored) {
    const overlaid = await effectiveDocument(
      document.text,
      document.file,
      overlays.filter((overlay) => overlay.document === document.name),
    );
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
        `specs/${document.name}.source.json does not describe these bytes, so the types say that their source is unknown.`,
      );
    }
  }
  notes.push(...strayOverlays(overlays, vendored));
  const changes = planChanges(wanted, await readGenerated(root));
  if (!check) await withLock(root, () => apply(root, changes));
  return { changes, notes };
}

function strayOverlays(overlays: Overlay[], vendored: VendoredDocument[]): string[] {
  return overlays
    .filter(({ document }) => !vendored.some(({ name }) => name === document))
    .map(({ file, document }) => `${file}: unused, since there is no specs/${document}.yaml.`);
}
