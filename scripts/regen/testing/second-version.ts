import { isObject } from "@shared/openapi-model/document.ts";

type Node = Record<string, unknown>;

/**
 * A second version of the vendor's document: changes of its inbox embeds, one of each kind that
 * vendors make. Each key names a change, so that a test can list the expected lines.
 */
export const vendorChanges = {
  "a property of a response is renamed": (document) => {
    rename(at(document, embed, "properties"), "assigned_user_name", "assignee_name");
  },
  "a property of a request is renamed": (document) => {
    rename(at(document, createBody, "properties"), "assigned_user_id", "assignee_id");
  },
  "a request loses an enum value": (document) => {
    at(document, createBody, "properties", "default_mode")["enum"] = ["system", "light"];
  },
  "a response gains an enum value": (document) => {
    at(document, embed, "properties", "status")["enum"] = ["active", "revoked", "expired"];
  },
  "a property of a response may be null": (document) => {
    at(document, embed, "properties", "created_at")["type"] = ["string", "null"];
  },
  "a request needs another property": (document) => {
    at(document, createBody)["required"] = ["scope_type", "name"];
  },
  "cursors replace pages": (document) => {
    const list = at(document, "paths", "/inbox_embeds", "get");
    const parameters = list["parameters"] as Node[];
    list["parameters"] = [
      ...parameters.filter(({ name }) => name !== "page"),
      { name: "after", in: "query", schema: { type: "string" } },
    ];
    const cursor = { type: ["string", "null"] };
    const response = at(document, "components", "schemas", "InboxEmbedListResponse");
    response["required"] = ["data", "paging"];
    const properties = at(response, "properties");
    delete properties["meta"];
    properties["paging"] = {
      type: "object",
      required: ["next", "previous"],
      properties: { next: cursor, previous: cursor },
    };
  },
  "the base path changes": (document) => {
    document["servers"] = [{ url: "https://api.kapso.ai/platform/v2" }];
  },
  "the key is sent in another header": (document) => {
    at(document, "components", "securitySchemes", "ApiKeyAuth")["name"] = "X-Kapso-Key";
  },
  "an operation ends soon": (document) => {
    const get = at(document, "paths", "/inbox_embeds/{inbox_embed_id}", "get");
    Object.assign(get, { deprecated: true, "x-sunset": "2026-03-01" });
  },
  "200 becomes 202": (document) => {
    rename(
      at(document, "paths", "/inbox_embeds/{inbox_embed_id}", "patch", "responses"),
      "200",
      "202",
    );
  },
  "a text reverses its meaning": (document) => {
    at(document, embed, "properties", "allowed_origins")["description"] =
      "Origins allowed to embed the inbox. Empty means no origin.";
  },
  "a query parameter becomes a header": (document) => {
    parameter(document, "assigned_user_id")["in"] = "header";
  },
  "a query parameter is renamed": (document) => {
    parameter(document, "scope_type")["name"] = "scope";
  },
  "a default changes": (document) => {
    at(parameter(document, "per_page"), "schema")["default"] = 50;
  },
  "an operation is gone": (document) => {
    delete at(document, "paths", "/inbox_embeds/{inbox_embed_id}")["delete"];
  },
  "a bound gets tighter": (document) => {
    at(document, createBody, "properties", "scope_id")["maxLength"] = 64;
  },
  "a body has another media type": (document) => {
    const patch = at(document, "paths", "/inbox_embeds/{inbox_embed_id}", "patch");
    rename(at(patch, "requestBody", "content"), "application/json", "application/merge-patch+json");
  },
} satisfies Record<string, (document: Node) => void>;

export type VendorChange = keyof typeof vendorChanges;

/** The document after all of the changes, or after some. */
export function secondVersion(
  document: object,
  names: readonly VendorChange[] = Object.keys(vendorChanges) as VendorChange[],
): Node {
  const copy = structuredClone(document) as Node;
  for (const name of names) vendorChanges[name](copy);
  return copy;
}

const embed = ["components", "schemas", "InboxEmbed"] as const;
const createBody = [
  "components",
  "schemas",
  "InboxEmbedCreateRequest",
  "properties",
  "inbox_embed",
] as const;

type Steps = string | readonly string[];

/** An object that must exist, since a change without a target would test nothing. */
function at(node: Node, ...steps: Steps[]): Node {
  let current: unknown = node;
  for (const step of steps.flat()) current = isObject(current) ? current[step] : undefined;
  if (!isObject(current)) throw new Error(`The document has no ${steps.flat().join(" ")}.`);
  return current;
}

function parameter(document: Node, name: string): Node {
  const parameters = at(document, "paths", "/inbox_embeds", "get")["parameters"];
  const found = (parameters as Node[]).find((one) => one["name"] === name);
  if (found === undefined) throw new Error(`The list has no parameter ${name}.`);
  return found;
}

/** The key gets another name at the same place. */
function rename(node: Node, old: string, is: string): void {
  if (node[old] === undefined) throw new Error(`There is no ${old}.`);
  const entries = Object.entries(node);
  for (const key of Object.keys(node)) delete node[key];
  for (const [key, value] of entries) node[key === old ? is : key] = value;
}
