import { isDeepStrictEqual } from "node:util";
import { thingResponse } from "../api/thing-response.ts";
import type { Description } from "../description/description.ts";
import { describeValue } from "../description/problems.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Store } from "../state/store.ts";
import { digest } from "./embeds/inbox-embeds.ts";
import { exampleRecords } from "./example-records.ts";
import { findResources, type PlainResource } from "./find-resources.ts";

/**
 * Puts whole things into a store, under their ids.
 *
 * @param records things as responses show them, by the path of their collection
 * @throws Error when the spec has no such collection, or its responses could not show the thing like this
 */
export function putRecords(
  description: Description,
  store: Store,
  records: Readonly<Record<string, readonly JsonObject[]>>,
): void {
  for (const [path, things] of Object.entries(records)) {
    const resource = findResources(description).find(({ collection }) => fits(collection, path));
    if (!resource) {
      const known = findResources(description).map(({ collection }) => collection);
      throw new Error(
        `records[${JSON.stringify(path)}] is not a collection that the emulator keeps; it keeps ${known.join(", ")}.`,
      );
    }
    for (const [index, thing] of things.entries()) {
      const complete = completeRecord(description, resource, path, thing);
      const problem = firstProblem(resource, thing, complete);
      if (problem !== undefined) {
        throw new Error(`records[${JSON.stringify(path)}][${index}]: ${problem}`);
      }
      put(store, resource, path, complete);
    }
  }
}

/** Puts a thing into a store for each id that the spec has as an example. */
export function putExamples(description: Description, store: Store): void {
  for (const { resource, path, thing } of exampleRecords(description)) {
    const complete = completeRecord(description, resource, path, thing);
    // An example that its schema rejects cannot exist.
    if (complete[resource.key] === thing[resource.key]) put(store, resource, path, complete);
  }
}

function fits(template: string, path: string): boolean {
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^{}]+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(path);
}

/** The thing with every field that the response to its creation has. */
function completeRecord(
  description: Description,
  resource: PlainResource,
  path: string,
  thing: JsonObject,
): JsonObject {
  const known = { ...pathFields(resource, path), ...thing };
  const { body } = thingResponse(description, resource.create, known);
  const whole = body as JsonObject;
  const { token: _, embed_url: __, ...shown } = (whole["data"] ?? whole) as JsonObject;
  const { token } = thing;
  return { ...shown, ...(typeof token === "string" && { token_sha256: digest(token) }) };
}

function pathFields({ collection }: PlainResource, path: string): JsonObject {
  const values = path.split("/");
  return Object.fromEntries(
    collection.split("/").flatMap((part, index) => {
      const name = /^\{([^{}]+)\}$/.exec(part)?.[1];
      return name === undefined ? [] : [[name, values[index] as Json]];
    }),
  );
}

function firstProblem(
  { key }: PlainResource,
  thing: JsonObject,
  complete: JsonObject,
): string | undefined {
  if (thing[key] === undefined) return `${key} is required; it is the thing's id.`;
  for (const [name, value] of Object.entries(thing)) {
    if (name === "token" && typeof value === "string") continue;
    if (!(name in complete)) return `${name} is not a field that its responses have.`;
    if (!isDeepStrictEqual(complete[name], value)) {
      return `${name} cannot be ${describeValue(value, name)}; the spec's schema rejects it.`;
    }
  }
  return undefined;
}

function put(store: Store, resource: PlainResource, path: string, thing: JsonObject): void {
  const { collection, key } = resource;
  const id = String(thing[key]);
  // Embeds have a separate module, which looks up ids in lower case.
  if (collection === "/inbox_embeds") store.collection("inbox_embeds").put(id.toLowerCase(), thing);
  else store.collection(path).put(id, thing);
}
