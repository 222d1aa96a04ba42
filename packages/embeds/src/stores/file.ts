import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { concurrently, keysAtOnce } from "../concurrently.ts";
import { InboxEmbedError, unreadableRecord } from "../embeds-error.ts";
import type { EmbedStore, StoredValue } from "./store.ts";

/** The options of {@link fileStore}. */
export interface FileStoreOptions {
  /** A separate folder on a local disk; created for its owner alone if it does not exist. */
  folder: string;
}

/**
 * Keeps records in files that only their owner can read, for any number of processes on one
 * machine. Each version is a separate file, which only one writer can create: there are no locks,
 * so a process that is killed leaves none behind. A replaced version loses its value; its
 * file stays, so that a version never comes back. Other files in the folder do not change.
 *
 * @throws InboxEmbedError `input` when other users can open the folder; `unreadable_record` from
 *   `get` for a newest version that is empty or damaged
 * @example
 * ```ts
 * import { fileStore } from "@shared/kapso-embeds/file";
 *
 * const store = fileStore({ folder: "/var/lib/support-desk/embeds" });
 * ```
 */
export function fileStore({ folder }: FileStoreOptions): EmbedStore {
  const folderOf = (key: string): string =>
    join(folder, createHash("sha256").update(key).digest("hex"));
  let prepared: Promise<void> | undefined;
  const prepare = (): Promise<void> => {
    prepared ??= makePrivate(folder).catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };

  return {
    async get(key) {
      await prepare();
      const newest = await newestIn(folderOf(key));
      if (!newest) return undefined;
      if ("key" in newest && newest.key === key) {
        return { version: newest.version, value: newest.value };
      }
      throw unreadableRecord(
        newest.version,
        `The record "${key}" cannot be read: version ${newest.version} in ${folderOf(key)} is empty, or another program wrote it.`,
      );
    },
    async compareAndSet(key, version, value) {
      await prepare();
      const own = folderOf(key);
      const before = await versionsIn(own);
      if (Math.max(0, ...before) !== version) return false;
      await mkdir(own, { recursive: true, mode: 0o700 });
      const next = version + 1;
      const draft = join(own, `${next}.${randomUUID()}.draft`);
      try {
        await write(draft, JSON.stringify({ key, value }));
        // It fails if that version exists already, from any process.
        await link(draft, join(own, String(next)));
      } catch (error) {
        // ENOENT: a later writer cleaned the draft away.
        if (["EEXIST", "ENOENT"].includes(codeOf(error))) return false;
        throw error;
      } finally {
        await rm(draft, { force: true }).catch(() => undefined);
      }
      try {
        await sync(own);
        if (version === 0) await sync(folder);
      } finally {
        await clean(own, next, key).catch(() => undefined);
      }
      return true;
    },
    async list() {
      await prepare();
      const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name));
      const keys = await concurrently(names, keysAtOnce, async (name) => {
        const newest = await newestIn(join(folder, name));
        return newest && "key" in newest ? newest.key : lastKeyIn(join(folder, name));
      });
      return keys.filter((key) => key !== undefined);
    },
  };
}

interface Readable extends StoredValue {
  key: string;
}

/** The newest version; only its number when its file is not a record, and no later one is there. */
async function newestIn(own: string): Promise<Readable | { version: number } | undefined> {
  let unreadable = 0;
  for (;;) {
    const version = Math.max(0, ...(await versionsIn(own)));
    if (version === 0) return undefined;
    const { key, value } = await readVersion(own, version);
    if (key !== undefined && value !== undefined) return { key, value, version };
    // It may have been replaced between the two reads: then there is a later one.
    if (version === unreadable) return { version };
    unreadable = version;
  }
}

/** The key of a record whose newest version is not readable: the replaced versions keep it. */
async function lastKeyIn(own: string): Promise<string | undefined> {
  for (const version of (await versionsIn(own)).sort((a, b) => b - a)) {
    const { key } = await readVersion(own, version);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** The content of a version's file; `undefined` when it is damaged. */
async function readVersion(
  own: string,
  version: number,
): Promise<{ key?: string | undefined; value?: string | undefined }> {
  try {
    const read = JSON.parse(await readFile(join(own, String(version)), "utf8")) as unknown;
    const { key, value } = read as { key?: unknown; value?: unknown };
    return {
      key: typeof key === "string" ? key : undefined,
      value: typeof value === "string" ? value : undefined,
    };
  } catch (error) {
    // A damaged disk affects this file alone; a limit of the process ends the call.
    if (error instanceof SyntaxError || error instanceof TypeError) return {};
    if (["EIO", "EISDIR", "EACCES"].includes(codeOf(error))) return {};
    throw error;
  }
}

/** Versions are never removed, so this finds each version that was there before the call. */
async function versionsIn(own: string): Promise<number[]> {
  try {
    return (await readdir(own)).filter((name) => /^\d+$/.test(name)).map(Number);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return [];
    throw error;
  }
}

/** Takes the value out of the versions that `newest` replaced; removes drafts that cannot be linked. */
async function clean(own: string, newest: number, key: string): Promise<void> {
  const replaced = JSON.stringify({ key });
  const { length } = Buffer.from(replaced);
  for (const name of await readdir(own)) {
    const path = join(own, name);
    const version = Number.parseInt(name, 10);
    if (name.endsWith(".draft")) {
      if (version <= newest) await rm(path, { force: true });
    } else if (version < newest && (await stat(path)).size > length) {
      await replace(path, replaced);
    }
  }
}

/** Renames a new file over another, so that a reader never sees half of one. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    await write(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows and some network disks cannot sync a folder: there, renames survive by the file system. */
const cannotSync = ["EPERM", "EISDIR", "EINVAL", "EACCES", "ENOTSUP", "EBADF"];

async function sync(folder: string): Promise<void> {
  try {
    const opened = await open(folder, "r");
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!cannotSync.includes(codeOf(error))) throw error;
  }
}

async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode } = await stat(folder);
  if ((mode & 0o077) === 0 || process.platform === "win32") return;
  throw new InboxEmbedError(
    "input",
    `The folder "${folder}" must be open to its owner alone, since records hold credentials; got mode ${(mode & 0o777).toString(8)}. Run chmod 700 on it, or use a separate folder.`,
  );
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}
