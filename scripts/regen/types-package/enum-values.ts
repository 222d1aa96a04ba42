import type { OpenApiDocument, Schema } from "@shared/openapi-model/model.ts";
import { camelCase, pascalCase } from "../document/type-names.ts";

/**
 * A const array for every enum of a named schema and of its properties at any depth, named by the
 * way to it: `inboxEmbedStatusValues`. For option lists, checks and exhaustive tables.
 */
export function printEnumValues(document: OpenApiDocument): string {
  const lines = new Map<string, string>();

  const walk = (schema: Schema, path: string[], depth = 0): void => {
    // A local `$ref` is another named schema and has its own arrays.
    if (schema.$ref !== undefined || depth > 12) return;
    if (Array.isArray(schema.enum)) {
      const name = `${camelCase(path.join("_"))}Values`;
      const values = schema.enum.map((value) => JSON.stringify(value)).join(", ");
      if (!lines.has(name)) lines.set(name, `export const ${name} = [${values}] as const;`);
    }
    for (const member of schema.allOf ?? []) walk(member, path, depth + 1);
    if (schema.items) walk(schema.items, path, depth + 1);
    for (const [property, child] of Object.entries(schema.properties ?? {})) {
      walk(child, [...path, pascalCase(property)], depth + 1);
    }
  };

  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    walk(schema, [name]);
  }
  return [...lines.values()].join("\n");
}
