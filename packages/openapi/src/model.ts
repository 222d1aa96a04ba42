import {
  type ApiResponse,
  isObject,
  type JsonObject,
  METHODS,
  type Method,
  type OpenApiDocument,
  type OperationObject,
  type Parameter,
  type PathItem,
  type RequestBody,
} from "./document.ts";
import { pointerTo, ReferenceFault } from "./json-pointer.ts";
import { createResolver, type Located, type Resolver } from "./resolve.ts";
import { effectiveServers, type Server, unknownBase } from "./servers.ts";
import { nodesOf, type Walked } from "./walk.ts";

/** The content of a document: references followed, inherited servers, security and parameters filled in. */
export interface OpenApiModel {
  document: OpenApiDocument;
  /** As in the parsed document: how whole numbers beyond 2^53 were written, by pointer. */
  written: ReadonlyMap<string, string>;
  /** 3.0 ignores siblings of a `$ref` and has `nullable`; 3.1 does neither. */
  dialect: "3.0" | "3.1";
  /** The operations of `paths`, in the document's order. */
  operations: readonly Operation[];
  /** Requests that the API sends: of `webhooks`, and of the callbacks of any operation. */
  webhooks: readonly Operation[];
  callbacks: readonly Operation[];
  /** The servers of an operation that declares none. */
  servers: readonly Server[];
  securitySchemes: ReadonlyMap<string, Located<JsonObject>>;
  resolver: Resolver;
  /** References that could not be followed: their targets are missing from the model. */
  faults: readonly ModelFault[];
}

/** A model for those who look at all values of its document several times. */
export interface WalkedModel extends OpenApiModel {
  /** What `walk` visits. They take as much memory as the document: not to be kept. */
  nodes: readonly Walked[];
}

export function walkedModel(model: OpenApiModel): WalkedModel {
  return { ...model, nodes: nodesOf(model.document) };
}

export interface ModelFault {
  pointer: string;
  message: string;
}

export interface Operation {
  /** Its operationId, or its name where it has none. */
  id: string;
  /** `POST /inbox_embeds` */
  name: string;
  method: Method;
  /** The path template, the webhook's name, or the callback's expression. */
  path: string;
  /** Its pointer, behind the references of its path item. */
  pointer: string;
  node: OperationObject;
  /** Joined with the target of its `$ref`; keys beside the `$ref` have precedence. */
  pathItem: PathItem;
  /** The parameters of the path item and of the operation, which have precedence. */
  parameters: readonly Located<Parameter>[];
  requestBody: Located<RequestBody> | undefined;
  /** In the document's order. */
  responses: readonly OperationResponse[];
  servers: readonly Server[];
  /** The alternatives that apply: the operation's, or the document's. */
  security: readonly JsonObject[];
  /** Whether every alternative needs a credential. */
  isSecured: boolean;
}

export interface OperationResponse extends Located<ApiResponse> {
  /** As written: `200`, `4XX`, `default`. */
  status: string;
}

export interface ModelOptions {
  /** The URL of the document: relative server URLs are resolved against it. */
  base?: string;
  /** As in the parsed document. @default none */
  written?: ReadonlyMap<string, string>;
}

/** Builds the model of a parsed document. Wrong shapes are left out; a guard rejects them. */
export function openApiModel(
  value: JsonObject,
  { base = unknownBase, written = new Map() }: ModelOptions = {},
): OpenApiModel {
  const resolver = createResolver(value);
  const faults: ModelFault[] = [];
  const root: Located<JsonObject> & { level: "document" } = {
    node: value,
    pointer: "#",
    level: "document",
  };
  const callbacks: Operation[] = [];
  const openCallbacks = new Set<unknown>();

  function chain(at: Located): Located<JsonObject>[] {
    try {
      return resolver.chain(at).filter((one): one is Located<JsonObject> => isObject(one.node));
    } catch (fault) {
      if (!(fault instanceof ReferenceFault)) throw fault;
      faults.push({ pointer: at.pointer, message: fault.message });
      return [];
    }
  }

  /** The objects of a mapping, or of a list, with their references followed. */
  function entries({ node, pointer }: Located, key: string): [string, Located<JsonObject>][] {
    const owner = isObject(node) ? node[key] : undefined;
    if (typeof owner !== "object" || owner === null) return [];
    return Object.entries(owner).flatMap(([name, child]) => {
      const followed = chain({ node: child, pointer: pointerTo(`${pointer}/${key}`, name) }).at(-1);
      return followed ? [[name, followed]] : [];
    });
  }

  function operationsOf(paths: Located, isExtensible: boolean): Operation[] {
    if (!isObject(paths.node)) return [];
    return Object.entries(paths.node).flatMap(([path, item]) => {
      if (isExtensible && path.startsWith("x-")) return [];
      // The item itself first, then the target of its `$ref`.
      const layers = chain({ node: item, pointer: pointerTo(paths.pointer, path) });
      const { $ref, ...pathItem } = Object.assign({}, ...layers.map(({ node }) => node).reverse());
      return METHODS.flatMap((method) => {
        const layer = layers.find(({ node }) => isObject(node[method]));
        return layer ? [operationOf(path, method, layers, pathItem, layer)] : [];
      });
    });
  }

  function operationOf(
    path: string,
    method: Method,
    layers: readonly Located<JsonObject>[],
    pathItem: PathItem,
    layer: Located<JsonObject>,
  ): Operation {
    const node = layer.node[method] as OperationObject;
    const pointer = `${layer.pointer}/${method}`;
    const at = { node, pointer, level: "operation" } as const;
    const name = `${method.toUpperCase()} ${path}`;
    const own = Array.isArray(node["security"]) ? node["security"] : value["security"];
    const security = Array.isArray(own) ? own.filter(isObject) : [];
    const operation: Operation = {
      id: typeof node.operationId === "string" ? node.operationId : name,
      name,
      method,
      path,
      pointer,
      node,
      pathItem,
      parameters: parametersOf([...layers.toReversed(), at]),
      requestBody: chain({ node: node.requestBody, pointer: `${pointer}/requestBody` }).at(-1) as
        | Located<RequestBody>
        | undefined,
      responses: entries(at, "responses")
        .filter(([status]) => !status.startsWith("x-"))
        .map(([status, response]) => ({ status, ...(response as Located<ApiResponse>) })),
      servers: effectiveServers(
        [at, ...layers.map((one) => ({ ...one, level: "pathItem" as const })), root],
        base,
      ),
      security,
      isSecured: security.length > 0 && security.every((one) => Object.keys(one).length > 0),
    };
    for (const [, callback] of entries(at, "callbacks")) callbacksOf(callback);
    return operation;
  }

  function parametersOf(owners: readonly Located[]): Located<Parameter>[] {
    const parameters = owners.flatMap((owner) => entries(owner, "parameters"));
    return [
      ...new Map(
        parameters
          .filter(([, { node }]) => typeof node["name"] === "string")
          .map(([, at]) => [`${at.node["in"]} ${at.node["name"]}`, at as Located<Parameter>]),
      ).values(),
    ];
  }

  /** A callback's operations may have callbacks themselves, also the same ones. */
  function callbacksOf(callback: Located): void {
    if (openCallbacks.has(callback.node)) return;
    openCallbacks.add(callback.node);
    callbacks.push(...operationsOf(callback, true));
  }

  const paths = { node: value["paths"], pointer: "#/paths" };
  const webhooks = { node: value["webhooks"], pointer: "#/webhooks" };
  const components = { node: value["components"], pointer: "#/components" };
  return {
    document: value as OpenApiDocument,
    written,
    dialect: /^3\.0(\.|$)|^3$/.test(String(value["openapi"])) ? "3.0" : "3.1",
    operations: operationsOf(paths, true),
    webhooks: operationsOf(webhooks, false),
    callbacks,
    servers: effectiveServers([root], base),
    securitySchemes: new Map(entries(components, "securitySchemes")),
    resolver,
    faults,
  };
}
