import { InboxEmbedError, unreadableRecord } from "./embeds-error.ts";
import type { EmbedStore } from "./stores/store.ts";

/** The keys that seal records. */
export interface SealingKeys {
  /** The id of the key that seals new records, for example `"2026-11"`. */
  current: string;
  /**
   * Keys by id: 32 bytes each, as bytes or in base64. An older key stays until every record was
   * written anew.
   */
  keys: Readonly<Record<string, Uint8Array | string>>;
}

/** AES-GCM takes 96 bits; random IVs are safe for 2^32 values under one key (NIST SP 800-38D). */
const ivBytes = 12;

/**
 * A store whose records are encrypted at rest: AES-256-GCM, bound to the record's key and version,
 * so that a record in the place of another, or an old one put back, is refused. The keys of
 * records, and the times of changes, stay readable. A rollback of a whole store, versions
 * included, is not noticed.
 *
 * @throws InboxEmbedError `input` for a key that is not 32 bytes; `unreadable_record` from `get`
 *   for a value that was not sealed with these keys for this place
 * @example
 * ```ts
 * import { memoryStore, sealed } from "@shared/kapso-embeds";
 *
 * declare const fromTheVault: string; // openssl rand -base64 32
 * const store = sealed(memoryStore(), { current: "2026-11", keys: { "2026-11": fromTheVault } });
 * ```
 */
export function sealed(store: EmbedStore, { current, keys }: SealingKeys): EmbedStore {
  const imported = new Map<string, ReturnType<typeof importKey>>();
  for (const [id, key] of Object.entries(keys)) {
    imported.set(id, importKey(readKey(id, key)));
  }
  const sealing = imported.get(current);
  if (!sealing) {
    throw new InboxEmbedError(
      "input",
      `current is "${current}", and keys has no key with that id.`,
    );
  }

  return {
    list: () => store.list(),
    async get(key) {
      const stored = await store.get(key);
      if (!stored) return undefined;
      const [, id = "", iv = "", text = ""] =
        /^sealed1:([^:]+):([^:]+):([^:]+)$/.exec(stored.value) ?? [];
      const opening = await imported.get(id);
      if (!opening) {
        throw unreadable(
          key,
          stored.version,
          id ? `was sealed with the key "${id}", which is not in keys` : "is not sealed",
        );
      }
      try {
        const value = await crypto.subtle.decrypt(
          parameters(fromBase64(iv), key, stored.version),
          opening,
          fromBase64(text),
        );
        return { version: stored.version, value: new TextDecoder().decode(value) };
      } catch {
        throw unreadable(
          key,
          stored.version,
          "was not sealed for this place: it was changed, swapped or put back",
        );
      }
    },
    async compareAndSet(key, version, value) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const bytes = new TextEncoder().encode(value);
      const text = await crypto.subtle.encrypt(
        parameters(iv, key, version + 1),
        await sealing,
        bytes,
      );
      const sealedValue = `sealed1:${current}:${toBase64(iv)}:${toBase64(new Uint8Array(text))}`;
      return store.compareAndSet(key, version, sealedValue);
    },
  };
}

function importKey(bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof crypto.subtle.importKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

interface Parameters {
  name: "AES-GCM";
  iv: Uint8Array<ArrayBuffer>;
  additionalData: Uint8Array<ArrayBuffer>;
}

function parameters(iv: Uint8Array<ArrayBuffer>, key: string, version: number): Parameters {
  const additionalData = new TextEncoder().encode(JSON.stringify([key, version]));
  return { name: "AES-GCM", iv, additionalData };
}

function readKey(id: string, key: Uint8Array | string): Uint8Array<ArrayBuffer> {
  const bytes = typeof key === "string" ? decode(key) : new Uint8Array(key);
  if (bytes?.length === 32 && !id.includes(":") && id !== "") return bytes;
  throw new InboxEmbedError(
    "input",
    `The key "${id}" must be 32 bytes, or those in base64 (openssl rand -base64 32), under an id without a colon; got ${bytes ? `${bytes.length} bytes` : "no base64"}.`,
  );
}

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64(text.trim());
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function unreadable(key: string, version: number, problem: string): InboxEmbedError {
  return unreadableRecord(
    version,
    `The record "${key}" ${problem}. Nothing was done. Bring back the key, or find out what else writes to the store.`,
  );
}
