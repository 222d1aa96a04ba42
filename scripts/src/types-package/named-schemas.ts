import type { OpenApiDocument } from "../document/openapi.ts";
import { pascalCase, quote } from "./names.ts";

/** What the index of a document exports beside its schemas. */
export const RESERVED = ["paths", "operations", "components", "specification", "calls"] as const;

export interface NamedSchema {
  /** In the document. */
  schema: string;
  /** In TypeScript. */
  type: string;
}

/** One exported type for each schema. Throws where two schemas would get the same name. */
export function namedSchemas(document: OpenApiDocument): NamedSchema[] {
  const taken = new Map<string, string>(RESERVED.map((name) => [name, `the export "${name}"`]));
  return Object.keys(document.components?.schemas ?? {}).map((schema) => {
    const type = pascalCase(schema);
    const holder = taken.get(type);
    if (holder !== undefined || type === "") {
      throw new Error(
        `The schema "${schema}" becomes the TypeScript name "${type}", which ${holder ?? "is empty"} has already. An overlay can rename one of them.`,
      );
    }
    taken.set(type, `the schema "${schema}"`);
    return { schema, type };
  });
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
