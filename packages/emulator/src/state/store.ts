import type { JsonObject } from "../json.ts";

/** The things of one kind, by id, in the order in which they were made. */
export interface Collection {
  list(): readonly JsonObject[];
  entries(): readonly (readonly [id: string, thing: JsonObject])[];
  get(id: string): JsonObject | undefined;
  put(id: string, thing: JsonObject): void;
  remove(id: string): void;
}

/** Everything an emulator remembers. */
export interface Store {
  collection(name: string): Collection;
  /** The names of the collections that were ever put to. */
  names(): readonly string[];
  /** Resolves when all that was put or removed before the call is as safe as it will be. */
  saved(): Promise<void>;
  clear(): void;
}

/** A store that lives and ends with the process. */
export function createMemoryStore(): Store {
  const collections = new Map<string, Map<string, JsonObject>>();
  return {
    names: () => [...collections.keys()],
    collection: (name) => ({
      list: () => [...(collections.get(name)?.values() ?? [])],
      entries: () => [...(collections.get(name)?.entries() ?? [])],
      get: (id) => collections.get(name)?.get(id),
      put: (id, thing) => {
        const things = collections.get(name) ?? new Map<string, JsonObject>();
        collections.set(name, things.set(id, thing));
      },
      remove: (id) => void collections.get(name)?.delete(id),
    }),
    saved: () => Promise.resolve(),
    clear: () => collections.clear(),
  };
}
