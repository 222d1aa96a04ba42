import type { OpenApiDocument } from "@shared/openapi-model/model.ts";
import { quote, typeName } from "../document/type-names.ts";

export interface NamedSchema {
  /** In the document. */
  schema: string;
  /** In TypeScript. */
  type: string;
}

/** One exported type for each schema. That no two get the same name is the guard's to check. */
function namedSchemas(document: OpenApiDocument): NamedSchema[] {
  return Object.keys(document.components?.schemas ?? {}).map((schema) => ({
    schema,
    type: typeName(schema),
  }));
}

export function printNamedSchemas(document: OpenApiDocument): string {
  return namedSchemas(document)
    .map(({ schema, type }) => {
      const description = document.components?.schemas?.[schema]?.description;
      const comment = description ? `/** ${oneLine(description)} */\n` : "";
      return `${comment}export type ${type} = components["schemas"][${quote(schema)}];`;
    })
    .join("\n");
}

export function oneLine(text: string): string {
  return text.trim().replaceAll("*/", "*\\/").replace(/\s+/g, " ");
}
