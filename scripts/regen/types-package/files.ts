import type { OpenApiDocument } from "@shared/openapi-model/model.ts";
import { generateTypes } from "@shared/openapi-verdict/types/generate-types.ts";
import type { EffectiveDocument } from "../overlay/effective.ts";
import type { VendoredDocument } from "../source/vendored.ts";
import { printCallTable } from "./call-table.ts";
import { printEnumValues } from "./enum-values.ts";
import { format } from "./format.ts";
import { type Files, GENERATED } from "./generated.ts";
import { printNamedSchemas } from "./named-schemas.ts";
import { printSpecification } from "./specification.ts";

/** Every generated file of one document, formatted: the same bytes for the same inputs. */
export async function typesPackageFiles(
  { effective: document }: Pick<EffectiveDocument, "effective">,
  vendored: VendoredDocument,
): Promise<Files> {
  const header = `// Generated from ${vendored.file} by \`pnpm regen\`. Do not edit.\n\n`;
  const folder = `${GENERATED}/${vendored.name}`;
  const sources: [name: string, content: string][] = [
    ["openapi.gen.ts", header + (await generateTypes(document))],
    ["calls.gen.ts", header + printCallTable(document)],
    ["specification.gen.ts", header + printSpecification(document, vendored)],
    ["index.gen.ts", header + printIndex(document)],
    ["description.json", JSON.stringify(document, null, 2)],
  ];
  const formatted = await Promise.all(
    sources.map(async ([name, content]) => {
      const path = `${folder}/${name}`;
      return [path, await format(path, content)] as const;
    }),
  );
  return new Map(formatted);
}

function printIndex(document: OpenApiDocument): string {
  return `import type { components } from "./openapi.gen.ts";

export type * as calls from "./calls.gen.ts";
export type { components, operations, paths } from "./openapi.gen.ts";
export { specification } from "./specification.gen.ts";

${printNamedSchemas(document)}

${printEnumValues(document)}
`;
}
