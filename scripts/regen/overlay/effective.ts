import { type OpenApiModel, openApiModel } from "@shared/openapi-model/model.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { type Normalisation, normalise } from "@shared/openapi-verdict";
import { checkContent, guard } from "../document/guard.ts";
import { type ActionReport, applyOverlays } from "./apply-overlays.ts";
import type { Overlay } from "./overlay.ts";

/** A document on its way from the vendor's bytes to the one that types are made from. */
export interface EffectiveDocument {
  /** As the vendor wrote it. */
  vendored: OpenApiModel;
  /**
   * With overlays, and normalised: what types and verdict are about. `vendored` itself where
   * neither changes it.
   */
  effective: OpenApiModel;
  actions: ActionReport[];
  normalisations: Normalisation[];
}

export async function effectiveDocument(
  text: string,
  file: string,
  overlays: readonly Overlay[],
): Promise<EffectiveDocument> {
  return effectiveOf(await guard(parse(text, file)), file, overlays);
}

/** The same of a document that has been read and guarded. */
export async function effectiveOf(
  vendored: OpenApiModel,
  file: string,
  overlays: readonly Overlay[],
): Promise<EffectiveDocument> {
  const { document, actions } = await applyOverlays(vendored.document, overlays);
  if (actions.some(({ state }) => state === "applied")) {
    checkContent(openApiModel(document), (_, message) => ({
      file: `${file} with its overlays`,
      message,
    }));
  }
  const { document: effective, changes: normalisations } = normalise(document);
  const isAsWritten = effective === vendored.document;
  const model = isAsWritten ? vendored : openApiModel(effective, { written: vendored.written });
  return { vendored, effective: model, actions, normalisations };
}
