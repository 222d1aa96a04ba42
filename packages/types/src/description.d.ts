import type { OpenApiDocument } from "./openapi-document.cjs";

/**
 * The whole OpenAPI document that the types were made from, as JSON: OpenAPI 3.1, the vendor's
 * document with this repository's overlays applied.
 *
 * @example
 * ```ts
 * import description from "@shared/kapso-types/openapi-platform.json" with { type: "json" };
 * console.log(description.info.title);
 * ```
 */
declare const description: OpenApiDocument;
export default description;
