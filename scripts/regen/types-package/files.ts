import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import { replaceAt } from "@shared/openapi-model/json-pointer.ts";
import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { type GenerateTypes, generateTypes } from "@shared/openapi-verdict";
import type { VendoredDocument } from "../source/vendored.ts";
import type { Files } from "../write/plan.ts";
import { printCallTable } from "./call-table.ts";
import { formatFiles } from "./format.ts";
import { generatedFolder } from "./generated.ts";
import { printIndex } from "./index-module.ts";
import { printOperationTable } from "./operation-table.ts";
import { printSpecification } from "./specification.ts";

/** Every generated file of one document, formatted: the same bytes for the same inputs. */
export async function typesPackageFiles(
  effective: OpenApiModel,
  vendored: VendoredDocument,
  generate: GenerateTypes = generateTypes,
): Promise<Files> {
  const folder = `${generatedFolder}/${vendored.name}`;
  const printed = Object.entries(await printFiles(effective, vendored, generate));
  return formatFiles(new Map(printed.map(([name, content]) => [`${folder}/${name}`, content])));
}

/** The same before formatting, by the files' names. */
export async function printFiles(
  effective: OpenApiModel,
  vendored: VendoredDocument,
  generate: GenerateTypes = generateTypes,
): Promise<Record<string, string>> {
  const { document, written } = effective;
  const { enums = "open" } = vendored;
  const header = `// Generated from ${vendored.file} by \`pnpm regen\`. Do not edit.\n\n`;
  return {
    "openapi.gen.ts": header + (await generate(document, { enums, written })),
    "calls.gen.ts": header + printCallTable(effective),
    "operations.gen.ts": header + printOperationTable(effective),
    "specification.gen.ts": header + printSpecification(effective, vendored),
    "index.gen.ts": header + printIndex(effective, enums),
    "description.json": printJson(document, written),
  };
}

/** Whole numbers beyond 2^53 as they were written. */
function printJson(document: OpenApiDocument, written: ReadonlyMap<string, string>): string {
  if (written.size === 0) return JSON.stringify(document, null, 2);
  const copy = structuredClone(document);
  for (const [pointer, text] of written) {
    replaceAt(copy, pointer, (value) => (value === Number(text) ? rawJson(text) : value));
  }
  return JSON.stringify(copy, null, 2);
}

/** Node has it since version 21; TypeScript's library does not yet. */
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };
