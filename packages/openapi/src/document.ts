/** A mapping of the document. Its values are unchecked. */
export interface JsonObject {
  [key: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parts of an OpenAPI 3.0 or 3.1 document that our programs read. */
export interface OpenApiDocument extends JsonObject {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, PathItem>;
  components?: Components;
}

export interface Components extends JsonObject {
  schemas?: Record<string, Schema>;
}

export interface Reference extends JsonObject {
  $ref: string;
}

export interface PathItem extends JsonObject, Partial<Record<Method, OperationObject>> {
  parameters?: (Parameter | Reference)[];
}

export interface OperationObject extends JsonObject {
  operationId?: string;
  summary?: string;
  description?: string;
  deprecated?: boolean;
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses?: Record<string, ApiResponse | Reference>;
}

export interface Parameter extends JsonObject {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
}

export interface RequestBody extends JsonObject {
  required?: boolean;
  content: Record<string, MediaType>;
}

export interface ApiResponse extends JsonObject {
  content?: Record<string, MediaType>;
}

export interface MediaType extends JsonObject {
  schema?: Schema;
}

/** JSON Schema 2020-12; only the parts that name things are typed. */
export interface Schema extends JsonObject {
  $ref?: string;
  description?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
}

/** The fixed fields of a Path Item that hold an operation. */
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
