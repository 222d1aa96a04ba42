import { payloadSchema, successResponse } from "../api/declared-response.ts";
import { listItemsSchema } from "../api/list-response.ts";
import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";

/** A resource of the API that is created, and then read, listed, changed or deleted by one id. */
export interface PlainResource {
  /** The path of the collection, such as `/customers`. */
  collection: string;
  /** The name of the path parameter that picks one thing, such as `customer_id`. */
  parameter: string;
  /** The field of the thing that the parameter matches. */
  key: string;
  create: Operation;
  list: Operation | undefined;
  get: Operation | undefined;
  update: readonly Operation[];
  remove: Operation | undefined;
}

const item = /^(.*)\/\{([^{}/]+)\}$/;

/**
 * Finds the plain resources of a document: a POST on a collection whose response is a thing with an
 * id, and below it the same thing by that id. Other operations are left out.
 */
export function findResources(description: Description): readonly PlainResource[] {
  const items = new Map<string, string>();
  for (const { path } of description.operations) {
    const found = item.exec(path);
    if (found?.[1] && found[2]) items.set(found[1], found[2]);
  }
  return [...items].flatMap(([collection, parameter]) => {
    const resource = readResource(description, collection, parameter);
    return resource ? [resource] : [];
  });
}

function readResource(
  description: Description,
  collection: string,
  parameter: string,
): PlainResource | undefined {
  const one = `${collection}/{${parameter}}`;
  const find = (method: string, path: string) =>
    description.operations.find((op) => op.method === method && op.path === path);
  const create = find("POST", collection);
  const key = create && keyField(description, create, parameter);
  if (!create || key === undefined || !create.body) return undefined;
  const list = find("GET", collection);
  const get = find("GET", one);
  const remove = find("DELETE", one);
  const readable = get && keyField(description, get, parameter) === key;
  if (!readable && !(list && remove)) return undefined;
  return {
    collection,
    parameter,
    key,
    create,
    list: list && listItemsSchema(description, list) !== undefined ? list : undefined,
    get,
    update: ["PATCH", "PUT"].flatMap((method) => find(method, one) ?? []),
    remove,
  };
}

function keyField(
  description: Description,
  operation: Operation,
  parameter: string,
): string | undefined {
  const schema = successResponse(operation).media?.schema;
  if (schema === undefined) return undefined;
  const { pointer } = payloadSchema(description, schema);
  const fields = description.shapeOf(pointer)?.properties;
  return [parameter, "id"].find((name) => fields?.has(name));
}
