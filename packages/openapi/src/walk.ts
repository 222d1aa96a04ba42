import { isObject, type JsonObject, METHODS } from "./document.ts";
import { lookUp, pointerSegments, pointerTo, ReferenceFault } from "./json-pointer.ts";

/** An object of the OpenAPI specification, by its place in the document. */
type ObjectKind =
  | "document"
  | "components"
  | "paths"
  | "pathItem"
  | "operation"
  | "callback"
  | "parameter"
  | "requestBody"
  | "mediaType"
  | "encoding"
  | "responses"
  | "response"
  | "header"
  | "link"
  | "example"
  | "server"
  | "serverVariable"
  | "securityScheme"
  | "flows"
  | "flow"
  | "schema"
  | "discriminator"
  | "mapping";

/**
 * The kind of a node: an object of the specification, or
 *
 * - `data`: a value that the API sends or accepts (`example`, `default`, `enum`, …): nothing in it
 *   is a part of the document
 * - `extension`: below an `x-…` key
 * - `other`: texts, and values of keys that OpenAPI does not have
 */
export type NodeKind = ObjectKind | "data" | "extension" | "other";

/** The keys of a map are names, not keywords. */
interface Names {
  names: ObjectKind;
}

function names(kind: ObjectKind): Names {
  return { names: kind };
}

const anyKey = "*";
const operations = Object.fromEntries(METHODS.map((method) => [method, "operation" as const]));
const withSchema = {
  schema: "schema",
  content: names("mediaType"),
  example: "data",
  examples: names("example"),
} as const;
const withContent = { content: names("mediaType") };

/** The kind of the value of each key. A list has the kind of its items, so `servers` is `server`. */
const grammar: Record<ObjectKind, Record<string, ObjectKind | "data" | Names>> = {
  document: {
    paths: "paths",
    webhooks: names("pathItem"),
    components: "components",
    servers: "server",
  },
  components: {
    schemas: names("schema"),
    responses: names("response"),
    parameters: names("parameter"),
    examples: names("example"),
    requestBodies: names("requestBody"),
    headers: names("header"),
    securitySchemes: names("securityScheme"),
    links: names("link"),
    callbacks: names("callback"),
    pathItems: names("pathItem"),
  },
  paths: { [anyKey]: "pathItem" },
  pathItem: { ...operations, parameters: "parameter", servers: "server" },
  operation: {
    parameters: "parameter",
    requestBody: "requestBody",
    responses: "responses",
    callbacks: names("callback"),
    servers: "server",
  },
  callback: { [anyKey]: "pathItem" },
  parameter: withSchema,
  requestBody: withContent,
  mediaType: {
    schema: "schema",
    example: "data",
    examples: names("example"),
    encoding: names("encoding"),
  },
  encoding: { headers: names("header") },
  responses: { [anyKey]: "response" },
  response: { headers: names("header"), ...withContent, links: names("link") },
  header: withSchema,
  link: { parameters: "data", requestBody: "data", server: "server" },
  example: { value: "data" },
  server: { variables: names("serverVariable") },
  serverVariable: { default: "data", enum: "data" },
  securityScheme: { flows: "flows" },
  flows: { [anyKey]: "flow" },
  flow: {},
  schema: {
    ...schemaKeys("schema", [
      "allOf",
      "anyOf",
      "oneOf",
      "not",
      "if",
      "then",
      "else",
      "items",
      "prefixItems",
      "contains",
      "additionalItems",
      "additionalProperties",
      "propertyNames",
      "unevaluatedItems",
      "unevaluatedProperties",
      "contentSchema",
    ]),
    ...schemaKeys(names("schema"), [
      "properties",
      "patternProperties",
      "dependentSchemas",
      "$defs",
      "definitions",
    ]),
    ...schemaKeys("data", ["example", "examples", "default", "enum", "const"]),
    discriminator: "discriminator",
  },
  discriminator: { mapping: "mapping" },
  mapping: {},
};

function schemaKeys<Cell>(cell: Cell, keys: readonly string[]): Record<string, Cell> {
  return Object.fromEntries(keys.map((key) => [key, cell]));
}

/** One visited value of the document. Lists are not visited; their items are. */
export interface Walked {
  node: unknown;
  kind: NodeKind;
  pointer: string;
  /** Its key, and the kind of its parent. */
  key: string;
  owner: Walked | undefined;
  /** The key is a name that the document's author chose. */
  isNamed: boolean;
}

/**
 * Visits every value with its kind, outer values first. The target of a reference is visited with
 * the kind of the reference: an example that a schema refers to is a schema. A node with
 * several places (a YAML alias) is visited once for each kind, so that cycles end.
 */
export function walk(document: JsonObject, visit: (walked: Walked) => void): void {
  const seen = new Map<NodeKind, Set<object>>();
  const found: Walked[] = [];
  const root = { kind: "document", pointer: "#", key: "", owner: undefined } as const;
  step({ ...root, node: document, isNamed: false });
  // The list grows while it is read.
  for (const reference of found) followInside(reference);

  function step(walked: Walked): void {
    const { node, kind, pointer, key, owner, isNamed } = walked;
    if (Array.isArray(node)) {
      if (!isFirst(node, kind)) return;
      for (const [index, item] of node.entries()) {
        step({ node: item, kind, pointer: pointerTo(pointer, index), key, owner, isNamed });
      }
      return;
    }
    if (!isObject(node)) {
      visit(walked);
      // A mapping's value is a reference to a schema.
      if (owner?.kind === "mapping" && typeof node === "string") {
        found.push({ ...walked, node: { $ref: node }, kind: "schema" });
      }
      return;
    }
    if (!isFirst(node, kind)) return;
    visit(walked);
    for (const [name, child] of Object.entries(node)) {
      const here = pointerTo(pointer, name);
      const cell = cellOf(kind, name);
      if (typeof cell === "object") namesOf(child, cell.names, here, name, walked);
      else
        step({ node: child, kind: cell, pointer: here, key: name, owner: walked, isNamed: false });
    }
    if (typeof node["$ref"] === "string" && isFollowed(kind)) found.push(walked);
  }

  function namesOf(map: unknown, kind: ObjectKind, pointer: string, key: string, owner: Walked) {
    if (!isObject(map)) {
      step({ node: map, kind: "other", pointer, key, owner, isNamed: false });
      return;
    }
    for (const [name, node] of Object.entries(map)) {
      step({ node, kind, pointer: pointerTo(pointer, name), key: name, owner, isNamed: true });
    }
  }

  function followInside(reference: Walked): void {
    const { $ref } = reference.node as { $ref: string };
    if (!$ref.startsWith("#/")) return;
    try {
      const pointer = pointerSegments($ref).reduce(pointerTo, "#");
      step({ ...reference, node: lookUp(document, pointer), pointer });
    } catch (fault) {
      if (!(fault instanceof ReferenceFault)) throw fault;
    }
  }

  function isFirst(node: object, kind: NodeKind): boolean {
    const nodes = seen.get(kind);
    if (nodes === undefined) {
      seen.set(kind, new Set([node]));
      return true;
    }
    const known = nodes.size;
    return nodes.add(node).size > known;
  }
}

/** The values that `walk` visits, as a list, for programs that read a document several times. */
export function nodesOf(document: JsonObject): readonly Walked[] {
  const nodes: Walked[] = [];
  walk(document, (walked) => nodes.push(walked));
  return nodes;
}

function cellOf(kind: NodeKind, key: string): NodeKind | Names {
  if (kind === "data" || kind === "extension" || kind === "other") return kind;
  if (kind !== "mapping" && key.startsWith("x-")) return "extension";
  const cells = grammar[kind];
  if (Object.hasOwn(cells, key)) return cells[key] ?? "other";
  return key === "$ref" ? "other" : (cells[anyKey] ?? "other");
}

function isFollowed(kind: NodeKind): boolean {
  return kind !== "data" && kind !== "extension" && kind !== "other";
}

const referenceKeys = {
  link: ["operationRef"],
  example: ["externalValue"],
  server: ["url"],
  securityScheme: ["openIdConnectUrl"],
  flow: ["authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl"],
  document: ["jsonSchemaDialect", "$self"],
  schema: [
    "$dynamicRef",
    "$recursiveRef",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$schema",
    "$vocabulary",
  ],
} as const;

export type ReferenceKind =
  | (typeof referenceKeys)[keyof typeof referenceKeys][number]
  | "$ref"
  | "mapping"
  | "callback";

/** A value that names another place: in the document, or outside. */
export interface DocumentReference {
  kind: ReferenceKind;
  /** As written; the expression of a callback. */
  value: string;
  /** The pointer of the reference. */
  pointer: string;
  /** The node that has the reference: for `$ref` the one that is replaced. */
  owner: string;
  /** The kind of the owner; only careless tools follow a `$ref` of an `extension` or `other`. */
  place: NodeKind;
}

/** Every reference of the document that is not data, in the document's order. */
export function referencesIn(
  document: JsonObject,
  nodes: readonly Walked[] = nodesOf(document),
): DocumentReference[] {
  const references: DocumentReference[] = [];
  for (const { node, kind, pointer, key, owner, isNamed } of nodes) {
    if (owner === undefined) continue;
    const at = { pointer, owner: owner.pointer, place: owner.kind };
    if (owner.kind === "callback" && kind === "pathItem") {
      references.push({ kind: "callback", value: key, ...at });
    }
    if (typeof node !== "string" || kind === "data") continue;
    const reference = referenceKind(owner.kind, key, isNamed);
    if (reference) references.push({ kind: reference, value: node, ...at });
  }
  return references;
}

function referenceKind(owner: NodeKind, key: string, isNamed: boolean): ReferenceKind | undefined {
  if (owner === "mapping") return "mapping";
  // A text in the place of a named object is no object: a careless tool would read it as `$ref`.
  if (key === "$ref") return "$ref";
  if (isNamed) return undefined;
  const keys: readonly ReferenceKind[] =
    owner in referenceKeys ? referenceKeys[owner as keyof typeof referenceKeys] : [];
  return keys.find((known) => known === key);
}
