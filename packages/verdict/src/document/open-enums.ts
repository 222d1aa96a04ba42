import type { JsonObject } from "@shared/openapi-model/document.ts";
import { ReferenceFault } from "@shared/openapi-model/json-pointer.ts";
import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import type { Resolver } from "@shared/openapi-model/resolve.ts";
import { walk } from "@shared/openapi-model/walk.ts";
import { isObject, listAt, objectAt, textAt } from "./json.ts";

/**
 * The string enums that may grow without breaking a consumer: those that only responses (and the
 * payloads of events) contain. Enums that a request uses, enums with one value, and enums that
 * distinguish the members of a union stay closed.
 */
export function openEnums({
  document,
  resolver,
}: Pick<OpenApiModel, "document" | "resolver">): ReadonlySet<JsonObject> {
  const target = targetIn(resolver);
  const schemas: JsonObject[] = [];
  walk(document, ({ kind, node }) => {
    if (kind === "schema" && isObject(node)) schemas.push(node);
  });
  const closed = new Set<unknown>([...sentBy(document, target), ...tagsIn(schemas, target)]);
  const open = new Set<JsonObject>();
  for (const schema of schemas) {
    if (closed.has(schema)) continue;
    if (isStringEnum(schema)) open.add(schema);
    for (const member of listingMembers(schema)) if (!closed.has(member)) open.add(member);
  }
  return open;
}

/** The members of a union that is a list of texts written at length: `oneOf: [{ const: a }, { const: b }]`. */
function listingMembers(schema: JsonObject): JsonObject[] {
  return (["oneOf", "anyOf"] as const).flatMap((form) => {
    const members = listAt(schema, form)
      .filter(isObject)
      .filter(({ type }) => type !== "null");
    const values = members.map(({ enum: listed, const: only }) =>
      only === undefined ? listed : [only],
    );
    const lists = values.every(
      (all) => Array.isArray(all) && all.every((value) => typeof value === "string"),
    );
    return lists && members.length > 1 ? members : [];
  });
}

type Target = (reference: string) => unknown;

function targetIn(resolver: Resolver): Target {
  return (reference) => {
    try {
      return resolver.target(reference).node;
    } catch (fault) {
      if (!(fault instanceof ReferenceFault)) throw fault;
      return undefined;
    }
  };
}

// With these keywords the list is not the whole schema.
const composed = ["x-extensible-enum", "allOf", "anyOf", "oneOf", "$ref", "properties"];

function isStringEnum(schema: JsonObject): boolean {
  const values = schema["enum"];
  if (!Array.isArray(values) || composed.some((key) => schema[key] !== undefined)) return false;
  const texts = values.filter((value) => typeof value === "string");
  const others = values.filter((value) => typeof value !== "string");
  return texts.length > 1 && others.every((value) => value === null);
}

/** Everything that a consumer sends: requests of operations, replies to events. */
function sentBy(document: JsonObject, target: Target): ReadonlySet<unknown> {
  const sent = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || sent.has(node)) return;
    sent.add(node);
    if (isObject(node)) {
      const reference = textAt(node, "$ref");
      if (reference !== undefined) visit(target(reference));
      for (const tag of Object.values(objectAt(node["discriminator"], "mapping"))) {
        if (typeof tag !== "string") continue;
        visit(target(tag.startsWith("#") ? tag : `#/components/schemas/${tag}`));
      }
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  const operationsOf = (items: JsonObject, reversed: boolean): void => {
    for (const item of Object.values(items).map((node) => followed(node, target))) {
      if (!isObject(item)) continue;
      if (!reversed) visit(item["parameters"]);
      for (const [method, operation] of Object.entries(item)) {
        if (!isObject(operation) || method === "parameters") continue;
        if (reversed) visit(operation["responses"]);
        else for (const key of ["parameters", "requestBody"]) visit(operation[key]);
        for (const callback of Object.values(objectAt(operation, "callbacks"))) {
          const expressions = followed(callback, target);
          if (isObject(expressions)) operationsOf(expressions, !reversed);
        }
      }
    }
  };
  operationsOf(objectAt(document, "paths"), false);
  operationsOf(objectAt(document, "webhooks"), true);
  return sent;
}

function followed(node: unknown, target: Target): unknown {
  const seen = new Set<unknown>();
  let current = node;
  while (isObject(current) && !seen.has(current)) {
    seen.add(current);
    const reference = textAt(current, "$ref");
    if (reference === undefined) return current;
    current = target(reference);
  }
  return current;
}

/** Keys by which the members of a union differ: the discriminator, or one that several members list values of. */
function tagsIn(schemas: readonly JsonObject[], target: Target): ReadonlySet<unknown> {
  const tags = new Set<unknown>();
  for (const node of schemas) {
    const members = [...listAt(node, "oneOf"), ...listAt(node, "anyOf")];
    const named = textAt(node["discriminator"], "propertyName");
    if (named === undefined && members.length < 2) continue;
    const mapped = Object.values(objectAt(node["discriminator"], "mapping")).map((tag) =>
      typeof tag === "string" && !tag.startsWith("#")
        ? target(`#/components/schemas/${tag}`)
        : target(String(tag)),
    );
    const listing = new Map<string, unknown[]>();
    for (const member of [node, ...mapped, ...members]) {
      for (const [key, schema] of keysOf(member, target)) {
        const listed = listing.get(key) ?? [];
        listed.push(schema);
        listing.set(key, listed);
      }
    }
    for (const [key, listed] of listing) {
      const several = members.length > 1 && listed.length > 1;
      if (key === named || several) for (const schema of listed) tags.add(schema);
    }
  }
  return tags;
}

/** The properties of a member that list their values, also those of an `allOf` in it. */
function keysOf(member: unknown, target: Target, depth = 0): [string, unknown][] {
  const schema = followed(member, target);
  if (!isObject(schema) || depth > 5) return [];
  const own = Object.entries(objectAt(schema, "properties")).flatMap(
    ([key, node]): [string, unknown][] => {
      const property = followed(node, target);
      const lists =
        isObject(property) && (property["enum"] !== undefined || property["const"] !== undefined);
      return lists ? [[key, property]] : [];
    },
  );
  return [...own, ...listAt(schema, "allOf").flatMap((inner) => keysOf(inner, target, depth + 1))];
}
