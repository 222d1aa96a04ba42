import { METHODS } from "@shared/openapi-model/document.ts";
import { isObject, type JsonObject, objectAt, shown, textAt } from "./json.ts";
import { UnreadableDocument } from "./unreadable-document.ts";

export interface OpenDocument {
  root: JsonObject;
  /** 3.0 ignores what stands beside a `$ref` and knows `nullable`; 3.1 does neither. */
  dialect: "3.0" | "3.1";
  pointerOf(node: object): string;
  /** The node a reference names, following chains; an external one stays a reference. */
  follow(node: unknown): unknown;
  /** One step only. */
  target(reference: string): unknown;
  isExternal(reference: string): boolean;
}

// Below these keys stand values, not parts of the description: a "$ref" in there is data.
const nameMaps =
  /\/(properties|patternProperties|\$defs|definitions|dependentSchemas|schemas|responses|parameters|headers|requestBodies|callbacks|securitySchemes|links|pathItems|paths|webhooks|content|encoding)$/;
const dataKeys = new Set(["example", "default", "enum", "const", "value"]);

export function openDocument(document: unknown, name: string): OpenDocument {
  if (!isObject(document)) throw new UnreadableDocument(`The ${name} document is not an object.`);
  const version = shown(document["openapi"] ?? "");
  if (!/^3(\.[0-9]|$)/.test(version)) {
    const found = document["swagger"] === undefined ? version || "nothing" : "Swagger 2";
    throw new UnreadableDocument(
      `The ${name} document must say "openapi: 3.0.x" or "openapi: 3.1.x"; found ${found}.`,
    );
  }
  const pointers = new WeakMap<object, string>();
  const anchors = new Map<string, unknown>();
  const references: [string, string][] = [];
  index(document, "#", pointers, anchors, references);

  const isExternal = (reference: string) => !reference.startsWith("#");
  const target = (reference: string): unknown => {
    if (reference === "#") return document;
    if (!reference.startsWith("#/")) return anchors.get(reference.slice(1));
    let node: unknown = document;
    for (const part of reference.slice(2).split("/")) {
      const key = plainStep(part);
      if (Array.isArray(node)) node = node[Number(key)];
      else node = isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
    }
    return node;
  };
  for (const [reference, pointer] of references) {
    if (!isExternal(reference) && target(reference) === undefined) {
      throw new UnreadableDocument(
        `In the ${name} document ${pointer} refers to ${reference}, which does not exist.`,
      );
    }
  }
  refuseRepeatedOperationIds(document, name);
  const follow = (node: unknown): unknown => {
    const seen = new Set<unknown>();
    let current = node;
    while (isObject(current) && typeof current["$ref"] === "string" && !seen.has(current)) {
      if (isExternal(current["$ref"])) return current;
      seen.add(current);
      current = target(current["$ref"]);
    }
    return current;
  };
  return {
    root: document,
    // Unquoted YAML makes the number 3 of "3.0".
    dialect: /^3(\.0|$)/.test(version) ? "3.0" : "3.1",
    pointerOf: (node) => pointers.get(node) ?? "",
    follow,
    target,
    isExternal,
  };
}

function plainStep(part: string): string {
  const plain = part.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function index(
  node: unknown,
  pointer: string,
  pointers: WeakMap<object, string>,
  anchors: Map<string, unknown>,
  references: [string, string][],
): void {
  if (typeof node !== "object" || node === null || pointers.has(node)) return;
  pointers.set(node, pointer);
  if (Array.isArray(node)) {
    for (const [i, item] of node.entries()) {
      index(item, `${pointer}/${i}`, pointers, anchors, references);
    }
    return;
  }
  const inProperties = nameMaps.test(pointer);
  const ownKeys = Object.entries(node);
  for (const [key, value] of ownKeys) {
    if (typeof value === "string" && !inProperties) {
      if (key === "$ref") references.push([value, pointer]);
      if (key === "$anchor" || key === "$dynamicAnchor") anchors.set(value, node);
    }
    if (!inProperties && (dataKeys.has(key) || key.startsWith("x-"))) continue;
    const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
    index(value, `${pointer}/${step}`, pointers, anchors, references);
  }
}

function refuseRepeatedOperationIds(document: JsonObject, name: string): void {
  const owners = new Map<string, string>();
  for (const [path, item] of Object.entries(objectAt(document, "paths"))) {
    for (const method of METHODS) {
      const id = textAt(objectAt(item, method), "operationId");
      if (id === undefined) continue;
      const place = `${method.toUpperCase()} ${path}`;
      const other = owners.get(id);
      if (other !== undefined) {
        throw new UnreadableDocument(
          `In the ${name} document ${other} and ${place} have the same operationId, ${id}.`,
        );
      }
      owners.set(id, place);
    }
  }
}
