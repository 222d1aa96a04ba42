import { InboxEmbedError, unreadableRecord } from "../embeds-error.ts";
import type { StoredValue } from "../stores/store.ts";

/** The keys that seal records. */
export interface SealingKeys {
  /** The id of the key that seals new records, for example `"2026-11"`. */
  current: string;
  /**
   * Keys by id: 32 bytes each, as bytes or in base64. An older key stays until {@link sealedWith}
   * shows that no record needs it.
   */
  keys: Readonly<Record<string, Uint8Array | string>>;
}

/** Seals and opens values, each bound to the key and version of its record. */
export interface Cipher {
  seal(key: string, version: number, value: string): Promise<string>;
  /** @throws InboxEmbedError `unreadable_record` for a value that was not sealed for this key and version */
  open(key: string, stored: StoredValue): Promise<string>;
}

/** AES-GCM takes 96 bits; random IVs are safe for 2^32 values under one key (NIST SP 800-38D). */
const ivBytes = 12;
const sealedPattern = /^sealed1:([^:]+):([^:]+):([^:]+)$/;

export function isSealed(value: string): boolean {
  return value.startsWith("sealed1:");
}

/** The id of the key that sealed a value; `undefined` for a value that is not sealed. */
export function keyIdOf(value: string): string | undefined {
  return sealedPattern.exec(value)?.[1];
}

export function createCipher({ current, keys }: SealingKeys): Cipher {
  const imported = new Map<string, ReturnType<typeof importKey>>();
  for (const [id, key] of Object.entries(keys)) {
    imported.set(id, importKey(readKey(id, key)));
  }
  const sealing = imported.get(current);
  if (!sealing) {
    throw new InboxEmbedError(
      "input",
      `current must be the id of a key in keys; got "${current}".`,
    );
  }
  return {
    async seal(key, version, value) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const bytes = new TextEncoder().encode(value);
      const text = await crypto.subtle.encrypt(parameters(iv, key, version), await sealing, bytes);
      return `sealed1:${current}:${toBase64(iv)}:${toBase64(new Uint8Array(text))}`;
    },
    async open(key, { version, value }) {
      const [, id = "", iv = "", text = ""] = sealedPattern.exec(value) ?? [];
      const opening = await imported.get(id);
      if (!opening) {
        throw unreadable(
          key,
          version,
          id ? `was sealed with the key "${id}", which is not in keys` : "is not sealed",
        );
      }
      try {
        const opened = await crypto.subtle.decrypt(
          parameters(fromBase64(iv), key, version),
          opening,
          fromBase64(text),
        );
        return new TextDecoder().decode(opened);
      } catch {
        throw unreadable(
          key,
          version,
          "was not sealed for this key and version: it was changed, swapped or restored",
        );
      }
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
    `The key "${id}" must be 32 bytes, raw or in base64 (openssl rand -base64 32), and its id must have no colon; got ${bytes ? `${bytes.length} bytes` : "no base64"}.`,
  );
}

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64(text);
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
    `The record "${key}" ${problem}. Nothing was changed. Put the key back into keys, or find the other program that writes to the store.`,
  );
}
