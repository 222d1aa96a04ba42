import { isObject, type JsonObject } from "./document.ts";
import { pointerTo } from "./json-pointer.ts";
import type { Located } from "./resolve.ts";

/** The base of a document without an address. Its host is reserved (RFC 6761). */
export const unknownBase = "https://document.invalid/";

/** A server that an operation's requests may go to. */
export interface Server {
  /** As written, with its variables. */
  template: string;
  /** The URL with its variables' defaults. A variable without a default does not change. */
  filled: string;
  /** `filled`, resolved as a browser does; `undefined` if it is no URL. */
  url: string | undefined;
  /** The level that declares it; `default` is the `/` of a document without servers. */
  level: "operation" | "pathItem" | "document" | "default";
  pointer: string;
  node: JsonObject;
}

type Level = Exclude<Server["level"], "default">;

/** The first level with servers decides: operation, then path item, then document, then `/`. */
export function effectiveServers(
  owners: readonly (Located<JsonObject> & { level: Level })[],
  base: string,
): Server[] {
  for (const { node, pointer, level } of owners) {
    const { servers } = node;
    if (!Array.isArray(servers)) continue;
    const list = servers
      .map((server, index) => ({ server, at: pointerTo(`${pointer}/servers`, index) }))
      .filter(({ server }) => isObject(server) && typeof server["url"] === "string")
      .map(({ server, at }) => serverOf(server, level, at, base));
    if (list.length > 0) return list;
  }
  return [serverOf({ url: "/" }, "default", "#", base)];
}

/** A single server, such as that of a link. */
export function serverOf(
  node: JsonObject,
  level: Server["level"],
  pointer: string,
  base: string = unknownBase,
): Server {
  const template = String(node["url"]);
  const variables = isObject(node["variables"]) ? node["variables"] : {};
  const filled = template.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return isObject(variable) && variable["default"] !== undefined
      ? String(variable["default"])
      : whole;
  });
  return { template, filled, url: resolveUrl(filled, base), level, pointer, node };
}

function resolveUrl(url: string, base: string): string | undefined {
  try {
    return new URL(url, base).href;
  } catch {
    return undefined;
  }
}
