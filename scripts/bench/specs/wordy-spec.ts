import { stringify } from "yaml";
import { largeDescription } from "../../../packages/client/type-tests/large-description.ts";

interface Schema {
  type?: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  [key: string]: unknown;
}
interface Operation {
  operationId: string;
  [key: string]: unknown;
}
export interface WordySpec {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/**
 * A spec with this many paths and about this many bytes as YAML, in the style of a vendor: fields
 * with prose and examples, operations with a summary and a paragraph. Deterministic.
 */
export function wordySpec(paths: number, bytes: number): WordySpec {
  const plain = Buffer.byteLength(yamlOf(withFields(paths, 0)));
  const perField = (Buffer.byteLength(yamlOf(withFields(paths, 8))) - plain) / 8;
  return withFields(paths, Math.max(0, Math.round((bytes - plain) / perField)));
}

/** As YAML in block style, as vendors write it. */
export function yamlOf(spec: WordySpec): string {
  return stringify(spec, { aliasDuplicateObjects: false, lineWidth: 0 });
}

function withFields(paths: number, fields: number): WordySpec {
  const spec = largeDescription(paths) as WordySpec;
  for (const [name, schema] of Object.entries(spec.components.schemas)) {
    if (!/^Thing\d+$/.test(name)) continue;
    for (let index = 0; index < fields; index += 1) {
      schema.properties = { ...schema.properties, [`detail_${index}`]: field(name, index) };
    }
  }
  for (const operation of Object.values(spec.paths).flatMap(Object.values)) {
    const { operationId } = operation as Operation;
    Object.assign(operation, {
      summary: `What ${operationId} does`,
      description: `This is ${operationId}. It responds once the thing is stored, and the response can be read again later. Request one page at a time.`,
    });
  }
  return spec;
}

const kinds: readonly ((index: number) => Schema)[] = [
  () => ({ type: "string", maxLength: 255, example: "a value as it comes over the wire" }),
  () => ({ type: ["integer", "null"], minimum: 0, example: 42 }),
  () => ({ type: "string", format: "date-time", example: "2026-01-31T12:00:00Z" }),
  (index) => ({ type: "string", enum: ["new", "open", `closed_${index}`], default: "new" }),
  () => ({
    type: "object",
    properties: { amount: { type: "number" }, currency: { type: "string", example: "EUR" } },
    required: ["amount"],
  }),
  () => ({ type: "array", items: { type: "string", format: "uuid" }, maxItems: 100 }),
];

function field(name: string, index: number): Schema {
  const kind = kinds[index % kinds.length]?.(index) ?? {};
  return {
    ...kind,
    description: `Detail ${index} of ${name}: it is valid from its creation until its next change.`,
  };
}
