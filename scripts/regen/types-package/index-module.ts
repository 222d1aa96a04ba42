import type { Schema } from "@shared/openapi-model/document.ts";
import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { openEnums } from "@shared/openapi-verdict";
import { camelCase, pascalCase, typeName } from "../document/type-names.ts";
import { docComment, literal } from "./typescript-printer.ts";

/** The module that exports everything generated from one document. */
export function printIndex(model: OpenApiModel, enums: "open" | "closed"): string {
  return `import type { components } from "./openapi.gen.ts";

export type * as calls from "./calls.gen.ts";
export type { CallTable } from "./calls.gen.ts";
export type { components, operations, paths } from "./openapi.gen.ts";
export { specification } from "./specification.gen.ts";

${printNamedSchemas(model)}

${printEnumValues(model, enums)}
`;
}

/** One exported type for each schema. The guard checks that no two get the same name. */
function printNamedSchemas({ document }: OpenApiModel): string {
  return Object.entries(document.components?.schemas ?? {})
    .map(([name, { description }]) => {
      const comment = description ? `${docComment(description)}\n` : "";
      return `${comment}export type ${typeName(name)} = components["schemas"][${literal(name)}];`;
    })
    .join("\n");
}

/**
 * A const array for every enum of a named schema and of its properties at any depth, named by the
 * path to it: `inboxEmbedStatusValues`. For option lists, checks and exhaustive tables. Where more
 * values may come, a guard checks whether a value is one of these.
 */
function printEnumValues(model: OpenApiModel, enums: "open" | "closed"): string {
  const lines = new Map<string, string>();
  const open = enums === "open" ? openEnums(model) : new Set();

  const walk = (schema: Schema, path: string[], depth = 0): void => {
    // A local `$ref` is another named schema and has its own arrays.
    if (schema.$ref !== undefined || depth > 12) return;
    if (Array.isArray(schema.enum)) {
      const name = `${camelCase(path.join("_"))}Values`;
      const values = schema.enum.map((value) => literal(value)).join(", ");
      if (!lines.has(name)) {
        const guard = open.has(schema) ? `\n${printGuard(path, name)}` : "";
        lines.set(name, `export const ${name} = [${values}] as const;${guard}`);
      }
    }
    for (const member of schema.allOf ?? []) walk(member, path, depth + 1);
    if (schema.items) walk(schema.items, path, depth + 1);
    for (const [property, child] of Object.entries(schema.properties ?? {})) {
      walk(child, [...path, pascalCase(property)], depth + 1);
    }
  };

  for (const [name, schema] of Object.entries(model.document.components?.schemas ?? {})) {
    walk(schema, [name]);
  }
  return [...lines.values()].join("\n");
}

/** `isInboxEmbedStatus(value)`: is it a value that the document lists? */
function printGuard(path: readonly string[], values: string): string {
  const name = `is${pascalCase(path.join("_"))}`;
  return `/** Whether a value is one of \`${values}\`. The API may send other values. */
export function ${name}(value: unknown): value is (typeof ${values})[number] {
  return (${values} as readonly unknown[]).includes(value);
}`;
}
