import type { JsonObject } from "../document/json.ts";
import type { RuleId } from "../rules/rules.ts";
import type { ComparisonSettings } from "../settings.ts";
import { type Letter, type Pair, pair } from "./pair.ts";

/** A small document around some paths. */
export function described(paths: JsonObject, more: JsonObject = {}): JsonObject {
  return { openapi: "3.1.0", info: { title: "Sample", version: "1.0.0" }, paths, ...more };
}

export const ok: JsonObject = { 200: { description: "Done" } };

export function json(schema: unknown): JsonObject {
  return { "application/json": { schema } };
}

/** The same operation with another part. */
export function operation(part: JsonObject, more: JsonObject = {}): JsonObject {
  return described(
    { "/things": { post: { operationId: "sendThing", responses: ok, ...part } } },
    more,
  );
}

export function sending(schema: unknown, more: JsonObject = {}): JsonObject {
  return operation({ requestBody: { required: true, content: json(schema) } }, more);
}

export function returning(schema: unknown, more: JsonObject = {}): JsonObject {
  return operation({ responses: { 200: { description: "Done", content: json(schema) } } }, more);
}

export function responding(responses: JsonObject, more: JsonObject = {}): JsonObject {
  return operation({ responses }, more);
}

interface SchemaOptions {
  old?: JsonObject;
  new?: JsonObject;
  settings?: Partial<ComparisonSettings>;
}

/** One change of a schema, once sent and once read: "B/A" expects breaking and additive. */
export function inBoth(
  rule: RuleId,
  oldNode: unknown,
  newNode: unknown,
  expected: `${Letter}/${Letter}`,
  { old: oldValue = {}, new: newValue = oldValue, settings = {} }: SchemaOptions = {},
): Pair[] {
  const [request, response] = expected.split("/") as [Letter, Letter];
  return [
    {
      ...pair(rule, sending(oldNode, oldValue), sending(newNode, newValue), request, settings),
      name: `${rule} sent`,
    },
    {
      ...pair(rule, returning(oldNode, oldValue), returning(newNode, newValue), response, settings),
      name: `${rule} read`,
    },
  ];
}

/** As inBoth, for a property `value` of an object. */
export function inProperty(
  rule: RuleId,
  oldNode: unknown,
  newNode: unknown,
  expected: `${Letter}/${Letter}`,
  options: SchemaOptions = {},
): Pair[] {
  const holder = (value: unknown) => ({ type: "object", properties: { value } });
  return inBoth(rule, holder(oldNode), holder(newNode), expected, options);
}

export const openapi30: JsonObject = { openapi: "3.0.3" };

export function withParameter(parameter: JsonObject | null, more: JsonObject = {}): JsonObject {
  return described(
    {
      "/things": {
        get: {
          operationId: "listThings",
          responses: ok,
          ...(parameter ? { parameters: [parameter] } : {}),
        },
      },
    },
    more,
  );
}
