import type { JsonObject } from "@shared/openapi-model/document.ts";
import { ReferenceFault } from "@shared/openapi-model/json-pointer.ts";
import { type OpenApiModel, openApiModel } from "@shared/openapi-model/model.ts";
import { nodesOf, referencesIn } from "@shared/openapi-model/walk.ts";
import { isObject, shown, textAt } from "./json.ts";

/** A document whose internal references all resolve. */
export interface OpenDocument {
  root: JsonObject;
  model: OpenApiModel;
  /** 3.0 ignores siblings of a `$ref` and has `nullable`; 3.1 does neither. */
  dialect: "3.0" | "3.1";
  pointerOf(node: object): string;
  /** The node a reference names, following chains; an external one stays a reference. */
  follow(node: unknown): unknown;
  /** One step only. */
  target(reference: string): unknown;
}

/** A document that cannot be read. The message has the place and the reason. */
export class UnreadableDocument extends Error {
  override readonly name = "UnreadableDocument";
}

export function openDocument(document: unknown, name: string): OpenDocument {
  if (!isObject(document)) throw new UnreadableDocument(`The ${name} document is not an object.`);
  const written = document["openapi"];
  const version = written === undefined || written === "" ? "" : shown(written);
  if (!/^3(\.[0-9]|$)/.test(version)) {
    const found = document["swagger"] === undefined ? version || "nothing" : "Swagger 2";
    throw new UnreadableDocument(
      `The ${name} document must have "openapi: 3.0.x" or "openapi: 3.1.x"; found ${found}.`,
    );
  }
  const model = openApiModel(document);
  const target = (reference: string): unknown => {
    try {
      return model.resolver.target(reference).node;
    } catch (fault) {
      if (!(fault instanceof ReferenceFault)) throw fault;
      return undefined;
    }
  };
  const nodes = nodesOf(document);
  for (const { kind, value, owner, place } of referencesIn(document, nodes)) {
    const isPart = kind === "$ref" && place !== "other" && place !== "extension";
    if (isPart && !isExternal(value) && target(value) === undefined) {
      throw new UnreadableDocument(
        `In the ${name} document ${owner} refers to ${value}, which does not exist.`,
      );
    }
  }
  refuseRepeatedOperationIds(model, name);
  const pointers = new WeakMap<object, string>();
  for (const { node, pointer } of nodes) {
    if (isObject(node) && !pointers.has(node)) pointers.set(node, pointer);
  }
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
    model,
    dialect: model.dialect,
    pointerOf: (node) => pointers.get(node) ?? "",
    follow,
    target,
  };
}

export function isExternal(reference: string): boolean {
  return !reference.startsWith("#");
}

function refuseRepeatedOperationIds({ operations }: OpenApiModel, name: string): void {
  const owners = new Map<string, string>();
  for (const operation of operations) {
    const id = textAt(operation.node, "operationId");
    const other = id === undefined ? undefined : owners.get(id);
    if (other !== undefined) {
      throw new UnreadableDocument(
        `In the ${name} document ${other} and ${operation.name} have the same operationId, ${id}.`,
      );
    }
    if (id !== undefined) owners.set(id, operation.name);
  }
}
