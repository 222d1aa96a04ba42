import { randomUUID } from "node:crypto";
import type { ApiResponse, Handler, OperationCall, Refusal } from "../api/handler.ts";
import { listResponse } from "../api/list-response.ts";
import { thingResponse } from "../api/thing-response.ts";
import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import { describeValue } from "../description/problems.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Collection, Store } from "../state/store.ts";
import { findResources, type PlainResource } from "./find-resources.ts";
import { listFilter } from "./list-filter.ts";
import { readFields, requestFields } from "./request-fields.ts";

/** The things of the plain resources that an emulator keeps. */
export interface PlainResources {
  handler(operation: Operation): Handler | undefined;
  /** Rejects a request whose path contains the id of a thing that does not exist. */
  missingAbove(request: OperationCall): Refusal | undefined;
}

export function createPlainResources(deps: {
  description: Description;
  store: Store;
  now(): Date;
  /** Collections that another module handles. */
  except: readonly string[];
}): PlainResources {
  const { description, store } = deps;
  const resources = findResources(description).filter(
    ({ collection }) => !deps.except.includes(collection),
  );
  const handlers = new Map<Operation, Handler>();

  function create(resource: PlainResource, request: OperationCall): ApiResponse {
    const things = thingsOf(store, resource.collection, request.path);
    const fields = requestFields(description, resource.create);
    const now = deps.now().toISOString();
    const known = {
      ...fields.defaults,
      ...(request.path as JsonObject),
      ...readFields(fields, request.body),
      created_at: now,
      updated_at: now,
    };
    // The id must fit the schema of the response: the response is made with each candidate until
    // one stays in it.
    for (const id of newIds(things, resource.key)) {
      const response = thingResponse(description, resource.create, {
        ...known,
        [resource.key]: id,
      });
      const shown = payloadOf(response);
      if (shown?.[resource.key] !== id) continue;
      things.put(String(id), { ...shown, ...known, [resource.key]: id });
      return response;
    }
    return thingResponse(description, resource.create, known);
  }

  function onOne(
    resource: PlainResource,
    act: (request: OperationCall, thing: JsonObject, things: Collection) => ApiResponse,
  ): Handler {
    return (request) => {
      const things = thingsOf(store, resource.collection, request.path);
      const thing = findThing(resource, things, request.path);
      return thing ? act(request, thing, things) : notFound(resource, request.path);
    };
  }

  function register(resource: PlainResource): void {
    handlers.set(resource.create, (request) => create(resource, request));
    if (resource.list) {
      handlers.set(resource.list, (request) => {
        const things = thingsOf(store, resource.collection, request.path).list().toReversed();
        return listResponse(description, request, things.filter(listFilter(request.query)));
      });
    }
    if (resource.get) {
      const show: Handler = onOne(resource, ({ operation }, thing) =>
        thingResponse(description, operation, thing),
      );
      handlers.set(resource.get, show);
    }
    for (const update of resource.update) {
      const fields = requestFields(description, update);
      handlers.set(
        update,
        onOne(resource, ({ body }, thing, things) => {
          const changed = {
            ...thing,
            ...readFields(fields, body),
            [resource.key]: thing[resource.key] as Json,
            updated_at: deps.now().toISOString(),
          };
          things.put(String(thing[resource.key]), changed);
          return thingResponse(description, update, changed);
        }),
      );
    }
    if (resource.remove) {
      const { remove } = resource;
      handlers.set(
        remove,
        onOne(resource, (_, thing, things) => {
          things.remove(String(thing[resource.key]));
          return thingResponse(description, remove, thing);
        }),
      );
    }
  }

  for (const resource of resources) register(resource);

  return {
    handler: (operation) => handlers.get(operation),
    missingAbove: ({ operation, path }) => {
      for (const resource of resources) {
        if (!operation.path.startsWith(`${resource.collection}/{${resource.parameter}}/`)) continue;
        const things = thingsOf(store, resource.collection, path);
        if (!findThing(resource, things, path)) return notFound(resource, path);
      }
      return undefined;
    },
  };
}

// Each thing has separate collections below it: their names contain the ids of the path.
function thingsOf(store: Store, template: string, path: OperationCall["path"]): Collection {
  return store.collection(template.replace(/\{([^{}]+)\}/g, (_, name) => String(path[name])));
}

function payloadOf({ body }: ApiResponse): JsonObject | undefined {
  const whole = body as JsonObject | undefined;
  return (whole?.["data"] ?? whole) as JsonObject | undefined;
}

/** The thing that a path means: by its id, or by any of its fields where the path takes more. */
function findThing(
  { parameter }: PlainResource,
  things: Collection,
  path: OperationCall["path"],
): JsonObject | undefined {
  const wanted = String(path[parameter]);
  const found = things.get(wanted);
  if (found || /id$/i.test(parameter)) return found;
  return things.list().find((thing) => Object.values(thing).includes(wanted));
}

function notFound(
  { collection, parameter, key }: PlainResource,
  path: OperationCall["path"],
): Refusal {
  return {
    status: 404,
    refusal: `${collection} has no thing with the ${key} ${describeValue(path[parameter])} (${parameter}). The emulator has only things that were created in it: create the thing first, or start with records.`,
  };
}

/** Ids to try, random before counted; a count never returns an id that is in use. */
function newIds(things: Collection, key: string): readonly (string | number)[] {
  const taken = things.list().map((thing) => Number(thing[key]));
  const next = 1 + Math.max(0, ...taken.filter((number) => Number.isSafeInteger(number)));
  return [randomUUID(), String(next), next];
}
