import type { OpenApiDocument, Schema } from "@shared/openapi-model/document.ts";
import { isObject } from "@shared/openapi-model/document.ts";
import { withoutNullable } from "@shared/openapi-model/nullable.ts";
import { createResolver } from "@shared/openapi-model/resolve.ts";
import { type Walked, walk } from "@shared/openapi-model/walk.ts";

export type NormalisationStep = "nullable" | "required-only member";

/** A rewritten part, and its place (a JSON pointer). */
export interface Normalisation {
  step: NormalisationStep;
  pointer: string;
}

export interface Normalised {
  /** A copy; the source itself if nothing is rewritten. */
  document: OpenApiDocument;
  changes: Normalisation[];
}

/**
 * Rewrites parts that the generator of types does not read in the form of OpenAPI 3.1:
 *
 * - `nullable: true` is null in 3.0; beside `$ref` and `allOf` the generator ignores it.
 * - a member of `allOf` that only lists `required` is ignored by the generator, so it gets the
 *   properties that it requires.
 */
export function normalise(
  source: OpenApiDocument,
  steps: readonly NormalisationStep[] = ["nullable", "required-only member"],
): Normalised {
  const changes: Normalisation[] = [];
  if (!isRewritten(source, steps)) return { document: source, changes };
  const document = structuredClone(source);
  for (const { schema, pointer } of innerFirst(document)) {
    if (schema["nullable"] !== undefined && steps.includes("nullable")) {
      const written = withoutNullable(schema);
      for (const key of Object.keys(schema)) delete schema[key];
      Object.assign(schema, written);
      changes.push({ step: "nullable", pointer });
    }
    if (!Array.isArray(schema.allOf) || !steps.includes("required-only member")) continue;
    for (const [index, member] of schema.allOf.entries()) {
      if (!isRequiredOnly(member)) continue;
      member.properties = propertiesOf(document, schema, member.required);
      changes.push({ step: "required-only member", pointer: `${pointer}/allOf/${index}` });
    }
  }
  return { document, changes };
}

function isRewritten(document: OpenApiDocument, steps: readonly NormalisationStep[]): boolean {
  let isFound = false;
  walk(document, ({ kind, node }) => {
    if (isFound || kind !== "schema" || !isObject(node)) return;
    const { nullable, allOf } = node as Schema;
    isFound =
      (nullable !== undefined && steps.includes("nullable")) ||
      (Array.isArray(allOf) &&
        steps.includes("required-only member") &&
        allOf.some(isRequiredOnly));
  });
  return isFound;
}

/** The schemas of the document, each after those inside it. */
function innerFirst(document: OpenApiDocument): { schema: Schema; pointer: string }[] {
  const found: { schema: Schema; pointer: string }[] = [];
  const open: Walked[] = [];
  const close = (pointer: string) => {
    for (let last = open.at(-1); last && !pointer.startsWith(`${last.pointer}/`); ) {
      found.push({ schema: last.node as Schema, pointer: last.pointer });
      open.pop();
      last = open.at(-1);
    }
  };
  walk(document, (walked) => {
    if (walked.kind !== "schema" || !isObject(walked.node)) return;
    close(walked.pointer);
    open.push(walked);
  });
  close("");
  return found;
}

function isRequiredOnly(member: Schema): member is Schema & { required: string[] } {
  return (
    Array.isArray(member["required"]) &&
    Object.keys(member).every((key) => key === "required" || key === "type")
  );
}

/** The schemas of the required keys, as the other members and the schema itself define them. */
function propertiesOf(
  document: OpenApiDocument,
  schema: Schema,
  keys: string[],
): Record<string, Schema> {
  const resolver = createResolver(document);
  const find = (from: Schema, key: string, depth = 0): Schema | undefined => {
    if (depth > 20) return undefined;
    const resolved = resolver.follow({ node: from, pointer: "#" }).node as Schema;
    return (
      resolved.properties?.[key] ??
      resolved.allOf?.map((member) => find(member, key, depth + 1)).find((found) => found)
    );
  };
  return Object.fromEntries(keys.map((key) => [key, structuredClone(find(schema, key) ?? {})]));
}
