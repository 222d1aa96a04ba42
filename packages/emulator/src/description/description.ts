import { type OpenApiModel, openApiModel } from "@shared/openapi-model/model.ts";
import { isObject } from "../json.ts";
import { toJsonSchemaDialect } from "./dialect.ts";
import { type ObjectShape, objectShape } from "./object-shape.ts";
import { basePathOf, type Operation, readOperations } from "./operations.ts";
import { type CheckSchema, createSchemaChecker, type SchemaChecker } from "./schemas.ts";

/** An OpenAPI document made ready to be served. */
export interface Description {
  title: string;
  model: OpenApiModel;
  /** The path that the operations stand below, from the first server's URL (`/platform/v1`). */
  basePath: string;
  /** The header that carries the API key (`X-API-Key`). */
  keyHeader: string;
  operations: readonly Operation[];
  checkSchema: CheckSchema;
  /** As {@link SchemaChecker.takeUnchecked}. */
  takeUnchecked: SchemaChecker["takeUnchecked"];
  /** The shape of the schema at a pointer, read once; undefined when it does not describe an object. */
  shapeOf(pointer: string): ObjectShape | undefined;
}

/**
 * Prepares an OpenAPI 3.x document.
 *
 * @throws Error when the value is no OpenAPI 3 document with paths, or refers to another file.
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
  const model = openApiModel(document, { base: "http://localhost" });
  const [fault] = model.faults;
  if (fault) {
    throw new Error(
      `The spec cannot be served. At ${fault.pointer}: ${fault.message} Bundle it into one file, without circular references.`,
    );
  }
  const { info } = document;
  const checker = createSchemaChecker(document);
  return {
    title: isObject(info) && typeof info["title"] === "string" ? info["title"] : "API",
    model,
    basePath: basePathOf(model.servers),
    keyHeader: readKeyHeader(model),
    operations: readOperations(model),
    checkSchema: checker.check,
    takeUnchecked: checker.takeUnchecked,
    shapeOf: createShapeReader(model),
  };
}

// Cached: every response needs the shapes of its schemas, and walking the document for them would
// take a third of its time.
function createShapeReader(model: OpenApiModel): Description["shapeOf"] {
  const shapes = new Map<string, ObjectShape | undefined>();
  return (pointer) => {
    const known = shapes.get(pointer);
    if (known || shapes.has(pointer)) return known;
    const shape = objectShape(model, pointer);
    shapes.set(pointer, shape);
    return shape;
  };
}

function readKeyHeader({ securitySchemes }: OpenApiModel): string {
  for (const { node } of securitySchemes.values()) {
    if (node["type"] === "apiKey" && node["in"] === "header") return String(node["name"]);
  }
  return "X-API-Key";
}
