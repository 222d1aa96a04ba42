import { isObject, type JsonObject } from "@shared/openapi-model/document.ts";
import type { OpenApiModel, Operation } from "@shared/openapi-model/model.ts";
import type { Resolver } from "@shared/openapi-model/resolve.ts";
import { type ReadableBody, readable, readableBody } from "./media-types.ts";

/**
 * The operations, as `GET /path`, whose success response may not be a JSON object, or whose 200 or 201
 * has no body, with the way in which the client reads it. It rejects such responses of all others.
 */
export function bodiesWithoutObject({
  operations,
  resolver,
}: OpenApiModel): Record<string, ReadableBody> {
  return Object.fromEntries(
    operations
      .filter((operation) => !promisesObjects(operation, resolver))
      .map((operation) => [
        `${operation.method.toUpperCase()} ${operation.path}`,
        readableBody(operation),
      ]),
  );
}

function promisesObjects(operation: Operation, resolver: Resolver): boolean {
  if (readableBody(operation).as !== "json") return false;
  const { method, responses } = operation;
  return responses
    .filter(({ status }) => /^2/.test(status))
    .every(({ status, node: { content = {} } }) => {
      const mediaTypes = readable(content);
      // The client takes no body for an object where it may well be missing.
      const mayBeEmpty = !/^20[01]$/.test(status) || method === "delete" || method === "head";
      if (mediaTypes.length === 0) return mayBeEmpty;
      return mediaTypes.every((mediaType) => isObjectSchema(content[mediaType]?.schema, resolver));
    });
}

/** Whether nothing but an object fits. */
function isObjectSchema(schema: unknown, resolver: Resolver, depth = 0): boolean {
  if (!isObject(schema) || depth > 20) return false;
  const all = resolver.chain({ node: schema, pointer: "" }).map(({ node }) => node as JsonObject);
  return all.some(({ type, properties, allOf, oneOf, anyOf }) => {
    if ([type].flat().every((one) => one === "object")) return true;
    if (type === undefined && isObject(properties)) return true;
    const members = (list: unknown) => (Array.isArray(list) ? list : []);
    const fits = (member: unknown) => isObjectSchema(member, resolver, depth + 1);
    if (members(allOf).some(fits)) return true;
    return [oneOf, anyOf].some((list) => members(list).length > 0 && members(list).every(fits));
  });
}
