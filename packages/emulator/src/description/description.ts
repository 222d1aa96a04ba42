import { isObject, type JsonObject } from "../json.ts";
import { toJsonSchemaDialect } from "./dialect.ts";
import { child, locate } from "./document.ts";
import { listOperations, type Operation } from "./operations.ts";
import { type CheckSchema, createSchemaChecker } from "./schemas.ts";

/** An OpenAPI document made ready to be served. */
export interface Description {
  title: string;
  document: JsonObject;
  /** The path that every operation stands below, from the first server's URL (`/platform/v1`). */
  basePath: string;
  /** The header that carries the API key (`X-API-Key`). */
  keyHeader: string;
  operations: readonly Operation[];
  checkSchema: CheckSchema;
}

/**
 * Prepares an OpenAPI 3.x document.
 *
 * @throws Error when the value is no OpenAPI 3 document with paths.
 */
export function prepareDescription(value: unknown): Description {
  if (!isObject(value) || typeof value["openapi"] !== "string" || !isObject(value["paths"])) {
    throw new Error(
      'Expected an OpenAPI 3 document (an object with "openapi" and "paths"), got something else. Pass the parsed document, or the path of a .json or .yaml file.',
    );
  }
  if (!value["openapi"].startsWith("3.")) {
    throw new Error(
      `Expected OpenAPI 3.x, got openapi: ${JSON.stringify(value["openapi"])}. Convert the document first.`,
    );
  }
  const document = toJsonSchemaDialect(value);
  const operations = listOperations(document);
  const info = document["info"];
  return {
    title: isObject(info) && typeof info["title"] === "string" ? info["title"] : "API",
    document,
    basePath: readBasePath(document),
    keyHeader: readKeyHeader(document),
    operations,
    checkSchema: createSchemaChecker(document),
  };
}

function readBasePath(document: JsonObject): string {
  const servers = document["servers"];
  const first = Array.isArray(servers) ? servers[0] : undefined;
  const url = isObject(first) && typeof first["url"] === "string" ? first["url"] : "/";
  return new URL(url, "http://localhost").pathname.replace(/\/+$/, "");
}

function readKeyHeader(document: JsonObject): string {
  const schemes = locate(document, "#/components/securitySchemes");
  for (const name of Object.keys(schemes?.node ?? {})) {
    const scheme = schemes && child(document, schemes, name)?.node;
    if (scheme?.["type"] === "apiKey" && scheme["in"] === "header") return String(scheme["name"]);
  }
  return "X-API-Key";
}
