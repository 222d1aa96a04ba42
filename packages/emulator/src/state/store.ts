import { isObject, type JsonObject } from "../json.ts";

/** The things of one kind, by id, in the order in which they were made. */
export interface Collection {
  list(): readonly JsonObject[];
  entries(): readonly (readonly [id: string, thing: JsonObject])[];
  get(id: string): JsonObject | undefined;
  put(id: string, thing: JsonObject): void;
  remove(id: string): void;
}

/** All things that an emulator keeps. */
export interface Store {
  collection(name: string): Collection;
  /** The names of the collections that were ever put to. */
  names(): readonly string[];
  /** Resolves when all changes before the call are saved, as far as the store saves them. */
  saved(): Promise<void>;
  clear(): void;
}

/** A store in memory, which ends with the process. */
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

/** The things of a store as JSON: the content of a state file. It has hashes of tokens, no tokens. */
export interface Snapshot {
  /** The version of this format. */
  version: 1;
  /** The things of each collection by id, in the order in which they were made. */
  collections: Readonly<Record<string, readonly (readonly [id: string, thing: JsonObject])[]>>;
}

export function takeSnapshot(store: Store): Snapshot {
  const names = store.names();
  return {
    version: 1,
    collections: Object.fromEntries(names.map((name) => [name, store.collection(name).entries()])),
  };
}

/** Replaces what a store holds. */
export function restoreSnapshot(store: Store, { collections }: Snapshot): void {
  store.clear();
  for (const [name, things] of Object.entries(collections)) {
    for (const [id, thing] of things) store.collection(name).put(id, thing);
  }
}

/** Whether a value from a file or a request is a snapshot. */
export function isSnapshot(value: unknown): value is Snapshot {
  if (!isObject(value) || value["version"] !== 1 || !isObject(value["collections"])) return false;
  return Object.values(value["collections"]).every(
    (things) =>
      Array.isArray(things) &&
      things.every(
        (entry) => Array.isArray(entry) && typeof entry[0] === "string" && isObject(entry[1]),
      ),
  );
}

// Before the name of each collection that belongs to one API key.
const scopeMark = "key:";

/** The part of a store that belongs to one API key; without an id, the part that belongs to none. */
export function scopeStore(store: Store, id?: string): Store {
  const prefix = id === undefined ? "" : `${scopeMark}${id}:`;
  const isOwn = (name: string) =>
    id === undefined ? !name.startsWith(scopeMark) : name.startsWith(prefix);
  const names = () =>
    store
      .names()
      .filter(isOwn)
      .map((name) => name.slice(prefix.length));
  return {
    names,
    collection: (name) => store.collection(`${prefix}${name}`),
    saved: store.saved,
    clear: () => {
      for (const name of names()) {
        const things = store.collection(`${prefix}${name}`);
        for (const [id] of things.entries()) things.remove(id);
      }
    },
  };
}

/** The ids of the API keys that a store has something of. */
export function scopesOf(store: Store): readonly string[] {
  const ids = store
    .names()
    .filter((name) => name.startsWith(scopeMark))
    .map((name) => name.slice(scopeMark.length).split(":", 1)[0] ?? "");
  return [...new Set(ids)];
}
