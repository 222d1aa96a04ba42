import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { InboxEmbedError } from "../embeds-error.ts";
import type { EmbedStore, StoredValue } from "./store.ts";

/** What {@link fileStore} takes. */
export interface FileStoreOptions {
  /** A folder of its own on a local disk; created for its owner alone when it does not exist. */
  folder: string;
}

/**
 * Keeps records in files that only their owner can read, for any number of processes on one
 * machine. Each version is a file of its own, which only one writer can put there: no lock is
 * held, so a process that is killed leaves none behind. A replaced version is emptied, and its
 * empty file stays, so that a version never comes back.
 *
 * @throws InboxEmbedError `input` when other users can open the folder
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
      return newest && { version: newest.version, value: newest.value };
    },
    async compareAndSet(key, version, value) {
      await prepare();
      const own = folderOf(key);
      const before = await versionsIn(own);
      if (Math.max(0, ...before) !== version) return false;
      await mkdir(own, { recursive: true, mode: 0o700 });
      const next = version + 1;
      const draft = join(own, `${next}.${randomUUID()}.draft`);
      await write(draft, JSON.stringify({ key, value }));
      try {
        // It fails when that version is there already, whichever process put it there.
        await link(draft, join(own, String(next)));
      } catch (error) {
        // ENOENT: a later writer cleaned the draft away.
        if (["EEXIST", "ENOENT"].includes(codeOf(error))) return false;
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
      await sync(own);
      if (version === 0) await sync(folder);
      await clean(own, next).catch(() => undefined);
      return true;
    },
    async list() {
      await prepare();
      const keys: string[] = [];
      for (const name of await readdir(folder)) {
        const newest = await newestIn(join(folder, name));
        if (newest !== undefined) keys.push(newest.key);
      }
      return keys;
    },
  };
}

async function newestIn(own: string): Promise<(StoredValue & { key: string }) | undefined> {
  for (;;) {
    const version = Math.max(0, ...(await versionsIn(own)));
    if (version === 0) return undefined;
    const text = await readFile(join(own, String(version)), "utf8");
    // Empty: it was replaced between the two reads.
    if (text !== "") return { ...(JSON.parse(text) as { key: string; value: string }), version };
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

/** Empties the versions that `newest` replaced, and removes drafts that can never be linked. */
async function clean(own: string, newest: number): Promise<void> {
  for (const name of await readdir(own)) {
    const path = join(own, name);
    const version = Number.parseInt(name, 10);
    if (name.endsWith(".draft")) {
      if (version <= newest) await rm(path, { force: true });
    } else if (version < newest && (await stat(path)).size > 0) {
      const empty = join(own, `${version}.${randomUUID()}.draft`);
      await write(empty, "");
      await rename(empty, path);
    }
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

async function sync(folder: string): Promise<void> {
  const opened = await open(folder, "r");
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode } = await stat(folder);
  if ((mode & 0o077) === 0 || process.platform === "win32") return;
  throw new InboxEmbedError(
    "input",
    `The folder "${folder}" can be opened by other users than its owner (mode ${(mode & 0o777).toString(8)}). Records hold credentials: chmod 700 the folder, or name a folder of its own.`,
  );
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}
