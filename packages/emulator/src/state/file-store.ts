import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isObject } from "../json.ts";
import { type Lock, lockFile } from "./lock.ts";
import {
  createMemoryStore,
  isSnapshot,
  restoreSnapshot,
  type Snapshot,
  type Store,
  takeSnapshot,
} from "./store.ts";

/** A store that is kept in a file. */
export interface FileStore extends Store {
  /** Whether the file held anything when the store was opened. */
  resumed: boolean;
  /** Waits until everything is saved, and lets another process use the file. */
  close(): Promise<void>;
}

/**
 * Opens a store in one JSON file, for this process alone. The file is replaced as a whole and synced to
 * disk. A process that is killed at any moment leaves the state from before or after a change, and loses
 * no change for which `saved()` had resolved.
 *
 * @throws Error when another process uses the file, or when it is not a state file.
 */
export async function openFileStore(file: string): Promise<FileStore> {
  const path = resolve(file);
  const lock = await lockFile(path).catch((cause) => {
    if (isObject(cause) && cause["code"] === "ENOENT") throw notWritable(path, cause);
    throw cause;
  });
  try {
    removeLeftovers(path);
    return keepInFile(path, lock, read(path));
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

function keepInFile(path: string, lock: Lock, kept: Snapshot | undefined): FileStore {
  const memory = createMemoryStore();
  if (kept) restoreSnapshot(memory, kept);
  let changes = kept === undefined ? 1 : 0;
  let written = 0;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    const upTo = changes;
    await replaceFile(path, `${JSON.stringify(takeSnapshot(memory))}\n`);
    written = upTo;
  }

  async function saved(): Promise<void> {
    const wanted = changes;
    while (written < wanted) {
      // Changes during a write share the next one.
      writing ??= write().finally(() => {
        writing = undefined;
      });
      await writing;
    }
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
    saved,
    clear: () => {
      changes += 1;
      memory.clear();
    },
    close: async () => {
      try {
        await saved();
      } finally {
        await lock.release();
      }
    },
  };
}

function read(path: string): Snapshot | undefined {
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
  if (!isSnapshot(state)) throw notState(path);
  return state;
}

function notState(path: string, cause?: unknown): Error {
  return new Error(
    `The file ${path} is not a state file of an emulator. Choose another path, or delete the file to start without state.`,
    { cause },
  );
}

/** The temporary file of a killed process; the lock is held, so no other process is writing now. */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name.startsWith(prefix) && /^\d+\.tmp$/.test(name.slice(prefix.length))) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

function notWritable(path: string, cause: unknown): Error {
  return new Error(`The state could not be written to ${path}. Check disk space and permissions.`, {
    cause,
  });
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    // Hashes of tokens and other request data: readable by the owner only.
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
    throw notWritable(path, cause);
  }
  // The new name is only safe once the directory is, too.
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
