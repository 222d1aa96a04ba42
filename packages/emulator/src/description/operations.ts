import type { Operation as ModelOperation, OpenApiModel } from "@shared/openapi-model/model.ts";
import type { Server } from "@shared/openapi-model/servers.ts";
import type { JsonObject } from "../json.ts";
import { child, children, type Located } from "./document.ts";

export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** A parameter of an operation; `schema` is the pointer of its JSON Schema. */
export interface Parameter {
  name: string;
  in: ParameterPlace;
  required: boolean;
  schema: string | undefined;
  style: string | undefined;
  examples: readonly unknown[];
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

/** One operation of the document, with what a request and a response need of it. */
export interface Operation {
  id: string;
  method: string;
  /** The path template below the base. */
  path: string;
  /** The path of the operation's server: that of the document, unless it has its own. */
  basePath: string;
  secured: boolean;
  parameters: readonly Parameter[];
  body: { required: boolean; content: readonly MediaType[] } | undefined;
  responses: readonly DeclaredResponse[];
}

/** Every operation of a document, in the document's order. */
export function readOperations(model: OpenApiModel): readonly Operation[] {
  return model.operations.map((operation) => readOperation(model, operation));
}

function readOperation(model: OpenApiModel, operation: ModelOperation): Operation {
  const { id, method, path, servers, isSecured, parameters, requestBody, responses } = operation;
  return {
    id,
    method: method.toUpperCase(),
    path,
    basePath: basePathOf(servers),
    secured: isSecured,
    parameters: parameters.flatMap((at) => {
      const { name, in: place, required, style } = at.node;
      if (!["path", "query", "header", "cookie"].includes(place)) return [];
      const schema = child(model, at, "schema")?.pointer;
      return [
        {
          name,
          in: place,
          required: required === true || place === "path",
          schema,
          style: typeof style === "string" ? style : undefined,
          examples: readExamples(model, at as Located),
        },
      ];
    }),
    body: requestBody && {
      required: requestBody.node.required === true,
      content: readContent(model, requestBody as Located),
    },
    responses: responses.map((response) => ({
      status: response.status,
      content: readContent(model, response as Located),
      headers: Object.keys((response.node["headers"] ?? {}) as JsonObject),
    })),
  };
}

/** The path of the first server's URL, without a slash at its end. */
export function basePathOf([server]: readonly Server[]): string {
  return new URL(server?.url ?? "http://localhost").pathname.replace(/\/+$/, "");
}

function readContent(model: OpenApiModel, owner: Located): readonly MediaType[] {
  return children(model, owner, "content").map(([type, media]) => ({
    type,
    schema: child(model, media, "schema")?.pointer,
    examples: readExamples(model, media),
  }));
}

/** The examples beside a schema: `example`, and the values of `examples`. */
function readExamples(model: OpenApiModel, at: Located): readonly unknown[] {
  const named = children(model, at, "examples")
    .filter(([, { node }]) => "value" in node)
    .map(([, { node }]) => node["value"]);
  return "example" in at.node ? [at.node["example"], ...named] : named;
}
