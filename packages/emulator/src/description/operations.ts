import { isObject, type JsonObject } from "../json.ts";
import { child, type Located, locate } from "./document.ts";

export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** A parameter of an operation; `schema` is the pointer of its JSON Schema. */
export interface Parameter {
  name: string;
  in: ParameterPlace;
  required: boolean;
  schema: string | undefined;
  style: string | undefined;
  explode: boolean | undefined;
}

/** One media type of a body: the pointers of its schema and the examples given beside it. */
export interface MediaType {
  type: string;
  schema: string | undefined;
  examples: readonly unknown[];
}

/** A response an operation declares; `status` as written (`200`, `4XX`, `default`). */
export interface DeclaredResponse {
  status: string;
  content: readonly MediaType[];
  headers: readonly string[];
}

/** One operation of the document, references followed. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  secured: boolean;
  parameters: readonly Parameter[];
  body: { required: boolean; content: readonly MediaType[] } | undefined;
  responses: readonly DeclaredResponse[];
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** Every operation of a description, in the order in which the document has them. */
export function listOperations(document: JsonObject): readonly Operation[] {
  const paths = locate(document, "#/paths");
  if (!paths) return [];
  return Object.keys(paths.node).flatMap((path) => {
    const item = child(document, paths, path);
    if (!item) return [];
    return methods.flatMap((method) => {
      const operation = child(document, item, method);
      return operation ? [readOperation(document, path, method, item, operation)] : [];
    });
  });
}

function readOperation(
  document: JsonObject,
  path: string,
  method: string,
  item: Located,
  operation: Located,
): Operation {
  const { operationId, security = document["security"] } = operation.node;
  return {
    id: typeof operationId === "string" ? operationId : `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    secured: Array.isArray(security) && security.length > 0 && !security.some(isOptional),
    parameters: readParameters(document, item, operation),
    body: readBody(document, operation),
    responses: readResponses(document, operation),
  };
}

function isOptional(requirement: unknown): boolean {
  return isObject(requirement) && Object.keys(requirement).length === 0;
}

function readParameters(
  document: JsonObject,
  item: Located,
  operation: Located,
): readonly Parameter[] {
  const byName = new Map<string, Parameter>();
  // The operation's own parameters replace those of its path item (OpenAPI 3.1, Operation Object).
  for (const owner of [item, operation]) {
    for (const index of indexes(owner.node["parameters"])) {
      const at = child(document, owner, "parameters", index);
      if (!at || typeof at.node["name"] !== "string") continue;
      const { name, in: place, required, style, explode } = at.node;
      if (place !== "path" && place !== "query" && place !== "header" && place !== "cookie")
        continue;
      byName.set(`${place} ${name}`, {
        name,
        in: place,
        required: required === true || place === "path",
        schema: child(document, at, "schema")?.pointer,
        style: typeof style === "string" ? style : undefined,
        explode: typeof explode === "boolean" ? explode : undefined,
      });
    }
  }
  return [...byName.values()];
}

function readBody(document: JsonObject, operation: Located): Operation["body"] {
  const body = child(document, operation, "requestBody");
  if (!body) return undefined;
  return { required: body.node["required"] === true, content: readContent(document, body) };
}

function readResponses(document: JsonObject, operation: Located): readonly DeclaredResponse[] {
  return keysOf(operation.node["responses"]).flatMap((status) => {
    const response = child(document, operation, "responses", status);
    if (!response) return [];
    return [
      {
        status,
        content: readContent(document, response),
        headers: keysOf(response.node["headers"]),
      },
    ];
  });
}

function readContent(document: JsonObject, owner: Located): readonly MediaType[] {
  return keysOf(owner.node["content"]).flatMap((type) => {
    const media = child(document, owner, "content", type);
    if (!media) return [];
    return [
      {
        type,
        schema: child(document, media, "schema")?.pointer,
        examples: readExamples(document, media),
      },
    ];
  });
}

function readExamples(document: JsonObject, media: Located): readonly unknown[] {
  const named = keysOf(media.node["examples"]).flatMap((name) => {
    const example = child(document, media, "examples", name);
    return example && "value" in example.node ? [example.node["value"]] : [];
  });
  return "example" in media.node ? [media.node["example"], ...named] : named;
}

function keysOf(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function indexes(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map((_, index) => index) : [];
}
