import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import type { VendoredDocument } from "../source/vendored.ts";

/** The run-time constant that says what the types were made from. */
export function printSpecification(
  { document, operations }: OpenApiModel,
  vendored: VendoredDocument,
): string {
  const specification = {
    document: vendored.name,
    title: document.info.title,
    version: document.info.version,
    sha256: vendored.sha256,
    source: vendored.source?.source ?? null,
    retrievedAt: vendored.source?.retrievedAt ?? null,
    coverage: {
      kind: vendored.source?.coverage.kind ?? "unknown",
      paths: Object.keys(document.paths).length,
      operations: operations.length,
      schemas: Object.keys(document.components?.schemas ?? {}).length,
    },
  };
  return `import type { Specification } from "../../specification.ts";

/** What these types were made from. */
export const specification: Specification = ${JSON.stringify(specification)};
`;
}
