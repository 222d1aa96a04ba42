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
declare const description: {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, Record<string, unknown>>;
  [key: string]: unknown;
};
export = description;
