import type { EmbedStore } from "../stores/store.ts";
import { recordKey } from "./record.ts";

/** The keys that a store knows of a deployment. */
export async function storedKeys(store: EmbedStore, deployment: string): Promise<string[]> {
  const prefix = recordKey(deployment, "");
  return (await store.list())
    .filter((stored) => stored.startsWith(prefix))
    .map((stored) => stored.slice(prefix.length));
}
