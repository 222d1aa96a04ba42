import { isObject } from "@shared/openapi-model/document.ts";
import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { unknownBase } from "@shared/openapi-model/servers.ts";
import type { VendoredDocument } from "../source/vendored.ts";
import { bodiesWithoutObject } from "./body-shapes.ts";
import { literal } from "./typescript-printer.ts";

/** The run-time constant with the source of the types. */
export function printSpecification(model: OpenApiModel, vendored: VendoredDocument): string {
  return `import type { Specification } from "../../specification.ts";

/** The source of these types. */
export const specification: Specification = ${literal(specificationOf(model, vendored))};
`;
}

/** The constant as a value. */
export function specificationOf(model: OpenApiModel, vendored: VendoredDocument) {
  const { document, operations } = model;
  return {
    document: vendored.name,
    title: document.info.title,
    version: document.info.version,
    sha256: vendored.sha256,
    source: vendored.source?.source ?? null,
    retrievedAt: vendored.source?.retrievedAt ?? null,
    baseUrl: baseUrl(model),
    keyHeader: keyHeader(model),
    otherBodies: bodiesWithoutObject(model),
    coverage: {
      kind: vendored.source?.coverage.kind ?? "unknown",
      paths: Object.keys(document.paths ?? {}).length,
      operations: operations.length,
      schemas: Object.keys(document.components?.schemas ?? {}).length,
    },
  };
}

/** The URL of the first server, which most clients choose. */
function baseUrl({ servers: [server] }: OpenApiModel): string | null {
  if (server?.url === undefined || server.url.startsWith(unknownBase)) return null;
  return server.url.replace(/\/+$/, "");
}

/** The header of the first security scheme that is a key in a header. */
function keyHeader({ document, securitySchemes }: OpenApiModel): string | null {
  const { security } = document;
  const names = Array.isArray(security) ? security.filter(isObject).flatMap(Object.keys) : [];
  const schemes = names.map((name) => securitySchemes.get(name)?.node);
  const inHeader = schemes.find(
    (scheme) => scheme?.["type"] === "apiKey" && scheme["in"] === "header",
  );
  return typeof inHeader?.["name"] === "string" ? inHeader["name"] : null;
}
