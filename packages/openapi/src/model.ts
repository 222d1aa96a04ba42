import { resolvePointer } from "./json-pointer.ts";

/** What the script reads of an OpenAPI 3.1 document; everything else passes through untouched. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    requestBodies?: Record<string, RequestBody>;
    responses?: Record<string, ApiResponse>;
  };
}

export interface Reference {
  $ref: string;
}

export type PathItem = { [method in Method]?: Operation } & {
  parameters?: (Parameter | Reference)[];
};

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  deprecated?: boolean;
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses?: Record<string, ApiResponse | Reference>;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
}

export interface RequestBody {
  required?: boolean;
  content: Record<string, MediaType>;
}

export interface ApiResponse {
  content?: Record<string, MediaType>;
}

export interface MediaType {
  schema?: Schema | Reference;
}

/** JSON Schema 2020-12, of which only the parts that name things are read. */
export interface Schema {
  $ref?: string;
  description?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
}

export const METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
] as const;
export type Method = (typeof METHODS)[number];

export interface LocatedOperation {
  path: string;
  method: Method;
  operation: Operation;
  pathItem: PathItem;
}

export function operationsOf(document: OpenApiDocument): LocatedOperation[] {
  return Object.entries(document.paths).flatMap(([path, pathItem]) =>
    METHODS.flatMap((method) => {
      const operation = pathItem[method];
      return operation ? [{ path, method, operation, pathItem }] : [];
    }),
  );
}

/** Follows a reference to its end; what is not a reference comes back as it is. */
export function dereference<T extends object>(document: OpenApiDocument, node: T | Reference): T {
  let current: T | Reference = node;
  for (let hops = 0; "$ref" in current && typeof current.$ref === "string"; hops++) {
    const target = resolvePointer(document, current.$ref);
    if (hops > 100 || typeof target !== "object" || target === null) {
      throw new Error(`The reference ${current.$ref} leads nowhere.`);
    }
    current = target as T | Reference;
  }
  return current as T;
}
