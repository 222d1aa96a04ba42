import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import type { Description } from "../description/description.ts";
import { child, children, type Located, locate } from "../description/document.ts";
import { objectShape } from "../description/object-shape.ts";
import type { Json, JsonObject } from "../json.ts";
import { samplePattern } from "./sample-pattern.ts";

/** Whether the examples a schema carries may be used; some of the vendor's contradict their schema. */
export interface SampleOptions {
  useExamples: boolean;
}

/** A value that fits the schema at a pointer, the same each time. */
export function sample(model: OpenApiModel, pointer: string, options: SampleOptions): Json {
  const at = locate(model, pointer);
  return at ? sampleAt(model, at, options, []) : null;
}

/** A sample with the schema's own examples where they are valid, and without them where not. */
export function validSample(description: Description, pointer: string): Json {
  const vivid = sample(description.model, pointer, { useExamples: true });
  if (description.checkSchema(pointer, vivid).length === 0) return vivid;
  return sample(description.model, pointer, { useExamples: false });
}

function sampleAt(
  model: OpenApiModel,
  at: Located,
  options: SampleOptions,
  above: readonly string[],
): Json {
  const { node } = at;
  const given = givenValue(node, options);
  if (given !== undefined) return given;
  const inner = [...above, at.pointer];
  const shape = objectShape(model, at.pointer);
  if (shape && (shape.properties.size > 0 || mainType(node) === "object")) {
    return sampleObject(model, shape, options, inner);
  }
  const branch = ["allOf", "oneOf", "anyOf"].flatMap((keyword) =>
    children(model, at, keyword).map(([, member]) => member),
  );
  const chosen = branch.find(({ node: option }) => option["type"] !== "null") ?? branch[0];
  if (chosen && mainType(node) === undefined) return sampleAt(model, chosen, options, inner);
  switch (mainType(node)) {
    case "object":
      return {};
    case "array":
      return sampleArray(model, at, options, inner);
    case "integer":
    case "number":
      return sampleNumber(node);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return sampleString(node);
  }
}

function givenValue(node: JsonObject, { useExamples }: SampleOptions): Json | undefined {
  if (node["const"] !== undefined) return node["const"];
  if (useExamples) {
    if (node["example"] !== undefined) return node["example"];
    if (Array.isArray(node["examples"]) && node["examples"].length > 0) return node["examples"][0];
    if (node["default"] !== undefined) return node["default"];
  }
  return Array.isArray(node["enum"]) ? node["enum"][0] : undefined;
}

function mainType(node: JsonObject): string | undefined {
  const { type } = node;
  if (typeof type === "string") return type;
  if (Array.isArray(type)) {
    const main = type.find((candidate) => candidate !== "null") ?? "null";
    return typeof main === "string" ? main : undefined;
  }
  if (node["items"] !== undefined) return "array";
  return undefined;
}

function sampleObject(
  model: OpenApiModel,
  shape: NonNullable<ReturnType<typeof objectShape>>,
  options: SampleOptions,
  above: readonly string[],
): JsonObject {
  const value: Record<string, Json> = {};
  for (const [name, pointer] of shape.properties) {
    const at = locate(model, pointer);
    // A schema may contain itself; only required fields are followed a second time, and none a third.
    const times = above.filter((seen) => seen === pointer).length;
    if (!at || times > (shape.required.has(name) ? 1 : 0) || above.length > 24) continue;
    value[name] = sampleAt(model, at, options, above);
  }
  return value;
}

function sampleArray(
  model: OpenApiModel,
  at: Located,
  options: SampleOptions,
  above: readonly string[],
): readonly Json[] {
  const items = child(model, at, "items");
  const { minItems, maxItems } = at.node;
  if (!items || maxItems === 0) return [];
  if (above.includes(items.pointer) && typeof minItems !== "number") return [];
  const count = Math.max(1, typeof minItems === "number" ? minItems : 1);
  return Array.from({ length: count }, () => sampleAt(model, items, options, above));
}

function sampleNumber(node: JsonObject): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = node;
  const unit = typeof multipleOf === "number" ? multipleOf : 1;
  const lowest =
    typeof minimum === "number"
      ? minimum
      : typeof exclusiveMinimum === "number"
        ? exclusiveMinimum + unit
        : undefined;
  const highest =
    typeof maximum === "number"
      ? maximum
      : typeof exclusiveMaximum === "number"
        ? exclusiveMaximum - unit
        : undefined;
  if (lowest !== undefined) return Math.ceil(lowest / unit) * unit;
  if (highest !== undefined) return Math.min(unit, Math.floor(highest / unit) * unit);
  return unit;
}

const byFormat: Readonly<Record<string, string>> = {
  uuid: "550e8400-e29b-41d4-a716-446655440000",
  "date-time": "2026-01-15T10:00:00Z",
  date: "2026-01-15",
  time: "10:00:00Z",
  uri: "https://example.com/",
  url: "https://example.com/",
  "uri-reference": "/",
  email: "someone@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  byte: "AA==",
  duration: "PT1H",
};

function sampleString(node: JsonObject): string {
  const { format, pattern, minLength, maxLength } = node;
  const text =
    (typeof pattern === "string" ? samplePattern(pattern) : undefined) ??
    (typeof format === "string" ? byFormat[format] : undefined) ??
    "sample";
  const longEnough = typeof minLength === "number" ? text.padEnd(minLength, "x") : text;
  return typeof maxLength === "number" ? longEnough.slice(0, maxLength) : longEnough;
}
