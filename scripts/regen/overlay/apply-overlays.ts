import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import { lookUp } from "@shared/openapi-model/json-pointer.ts";
import { openapiOverlay } from "openapi-format";
import type { Overlay, OverlayAction } from "./overlay.ts";

export interface ActionReport {
  /** The overlay's file and the action's name. */
  name: string;
  state: "applied" | "retired" | "unused";
  /** The reason, as a sentence. */
  text: string;
}

export interface Overlaid {
  /** The vendored document itself if no action applies. */
  document: OpenApiDocument;
  actions: ActionReport[];
}

/**
 * Applies the overlays to the vendored document. An action whose retirement condition is true is
 * left out; an action whose target matches nothing is unused. Both are reported by name.
 */
export async function applyOverlays(
  vendored: OpenApiDocument,
  overlays: readonly Overlay[],
): Promise<Overlaid> {
  // A copy, since the library changes what it gets.
  let copy: OpenApiDocument | undefined;
  const actions: ActionReport[] = [];
  for (const overlay of overlays) {
    for (const action of overlay.actions) {
      const name = `${overlay.file}: ${action["x-name"]}`;
      const pointer = action["x-retires-when"];
      if (lookUp(vendored, pointer) !== undefined) {
        const text = `retired, since the vendored document has ${pointer} now. Delete the action.`;
        actions.push({ name, state: "retired", text });
        continue;
      }
      const before = copy ?? structuredClone(vendored);
      const { data, used } = await applyAction(before, overlay, action);
      copy = data;
      actions.push(
        used
          ? { name, state: "applied", text: "applied." }
          : { name, state: "unused", text: `unused: ${action.target} matches nothing.` },
      );
    }
  }
  const isApplied = actions.some(({ state }) => state === "applied");
  return { document: isApplied && copy !== undefined ? copy : vendored, actions };
}

async function applyAction(
  document: OpenApiDocument,
  { overlay }: Overlay,
  action: OverlayAction,
): Promise<{ data: OpenApiDocument; used: boolean }> {
  const { data, resultData } = await openapiOverlay(document, {
    overlaySet: { overlay, actions: [{ ...action }] },
  });
  return { data: data as OpenApiDocument, used: resultData["totalUsedActions"] === 1 };
}
