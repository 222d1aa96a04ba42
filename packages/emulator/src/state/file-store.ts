import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isObject, type JsonObject } from "../json.ts";
import { createMemoryStore, type Store } from "./store.ts";

/** A store that is kept in a file. */
export interface FileStore extends Store {
  /** Whether the file held anything when the store was opened. */
  resumed: boolean;
}

const version = 1;

/**
 * Opens a store kept in one JSON file. The file is replaced as a whole and synced to disk, so that
 * a process killed at any moment leaves the state as it was before or after a change, and never
 * loses one for which `saved()` had resolved.
 *
 * @throws Error when the file holds something else.
 */
export function openFileStore(file: string): FileStore {
  const path = resolve(file);
  const memory = createMemoryStore();
  removeLeftovers(path);
  const kept = read(path);
  for (const [name, things] of Object.entries(kept ?? {})) {
    for (const [id, thing] of things) memory.collection(name).put(id, thing);
  }
  let changes = kept === undefined ? 1 : 0;
  let written = 0;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    const upTo = changes;
    const collections = Object.fromEntries(
      memory.names().map((name) => [name, memory.collection(name).entries()]),
    );
    await replaceFile(path, `${JSON.stringify({ version, collections })}\n`);
    written = upTo;
  }

  return {
    resumed: kept !== undefined,
    names: memory.names,
    collection: (name) => {
      const things = memory.collection(name);
      return {
        ...things,
        put: (id, thing) => {
          changes += 1;
          things.put(id, thing);
        },
        remove: (id) => {
          changes += 1;
          things.remove(id);
        },
      };
    },
    saved: async () => {
      const wanted = changes;
      while (written < wanted) {
        // Changes during a write share the next one.
        writing ??= write().finally(() => {
          writing = undefined;
        });
        await writing;
      }
    },
    clear: () => {
      changes += 1;
      memory.clear();
    },
  };
}

function read(path: string): Record<string, [string, JsonObject][]> | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if (isObject(cause) && cause["code"] === "ENOENT") return undefined;
    throw new Error(`The state file ${path} cannot be read. Check its permissions.`, { cause });
  }
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch (cause) {
    throw notState(path, cause);
  }
  if (!isObject(state) || state["version"] !== version || !isObject(state["collections"])) {
    throw notState(path);
  }
  return state["collections"] as unknown as Record<string, [string, JsonObject][]>;
}

function notState(path: string, cause?: unknown): Error {
  return new Error(
    `The file ${path} is not the state of an emulator. Name another file, or remove this one to start afresh.`,
    { cause },
  );
}

/** What a killed predecessor was writing; one emulator at a time uses a file. */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name.startsWith(prefix) && /^\d+\.tmp$/.test(name.slice(prefix.length))) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    // Hashes of tokens and whatever else was sent: for the owner's eyes.
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new Error(
      `The state could not be written to ${path}. Check disk space and permissions.`,
      {
        cause,
      },
    );
  }
  // The new name is only safe once the directory is, too.
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
