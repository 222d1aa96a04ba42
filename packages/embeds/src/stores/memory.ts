import type { EmbedStore, StoredValue } from "./store.ts";

/**
 * Keeps records in this process: for tests, and for programs that need them no longer than they run.
 *
 * @example
 * ```ts
 * import { memoryStore } from "@shared/kapso-embeds";
 *
 * const store = memoryStore();
 * console.log(await store.compareAndSet("shop-test/customer:42", 0, "a record")); // true
 * ```
 */
export function memoryStore(): EmbedStore {
  const held = new Map<string, StoredValue>();
  return {
    get: async (key) => {
      const stored = held.get(key);
      return stored && { ...stored };
    },
    compareAndSet: async (key, version, value) => {
      if ((held.get(key)?.version ?? 0) !== version) return false;
      held.set(key, { version: version + 1, value });
      return true;
    },
    list: async () => [...held.keys()],
  };
}
