import { effectiveDocument } from "../overlay/effective.ts";
import type { Overlay } from "../overlay/overlay.ts";
import { readOverlays } from "../overlay/read-overlays.ts";
import { readVendored, type VendoredDocument } from "../source/vendored.ts";
import { typesPackageFiles } from "../types-package/files.ts";
import { type Files, readGenerated } from "../types-package/generated.ts";
import { apply } from "../write/apply.ts";
import { withLock } from "../write/lock.ts";
import { type FileChange, planChanges } from "../write/plan.ts";

export interface Outcome {
  /** What differs (or differed, once applied) from what the vendored documents make. */
  changes: FileChange[];
  /** Sentences for the person who runs it; none of them stops the work. */
  notes: string[];
}

/** From `specs/` to `packages/types`. With `check` nothing is written. */
export async function regen(root: string, { check = false } = {}): Promise<Outcome> {
  const [vendored, overlays] = await Promise.all([readVendored(root), readOverlays(root)]);
  const wanted: Files = new Map();
  const notes: string[] = [];
  for (const document of vendored) {
    const effective = await effectiveDocument(
      document.text,
      document.file,
      overlays.filter((overlay) => overlay.document === document.name),
    );
    for (const [path, content] of await typesPackageFiles(effective, document)) {
      wanted.set(path, content);
    }
    notes.push(
      ...effective.actions
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
