import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { isAlive } from "./is-alive.ts";
import { workspace } from "./workspace.ts";

interface Holder {
  pid: number;
  host: string;
  since: string;
}

/** Another run works on the same tree. */
export class LockedError extends Error {
  override name = "LockedError";
}

/**
 * Runs `work` alone on this tree. The lock of a dead process is taken over; the lock of a live
 * process is an error that names the process.
 */
export async function withLock<T>(root: string, work: () => Promise<T>): Promise<T> {
  await mkdir(workspace(root), { recursive: true });
  const lock = workspace(root, "lock");
  const mine = workspace(root, `lock.${process.pid}`);
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(mine, JSON.stringify(holder));
  try {
    await acquire(lock, mine);
    await removeOrphans(root);
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** A link appears with its content in one step: no run sees a half-written lock. */
async function acquire(lock: string, mine: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await link(mine, lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const text = await readFile(lock, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const holder = readHolder(text);
    if (holder && (holder.host !== hostname() || isAlive(holder.pid))) {
      throw new LockedError(
        `Another run works on this tree: process ${holder.pid} on ${holder.host}, since ${holder.since}. Wait for it, or delete ${lock} if that process does not exist any more.`,
      );
    }
    await takeAway(lock, text);
  }
  throw new LockedError(`Several runs compete for ${lock}. Run this again.`);
}

/** `undefined` for a damaged lock, for example after a full disk: a run writes the lock as a whole. */
function readHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    const { pid, host, since = "an unknown time" } = holder ?? {};
    return Number.isInteger(pid) && typeof host === "string"
      ? { pid: pid as number, host, since }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Files of killed runs: `lock.<pid>` and `lock.stale.<pid>`. */
async function removeOrphans(root: string): Promise<void> {
  for (const name of await readdir(workspace(root))) {
    const pid = /^lock(?:\.stale)?\.(\d+)$/.exec(name)?.[1];
    if (pid === undefined) continue;
    const holder = readHolder(await readFile(workspace(root, name), "utf8").catch(() => ""));
    const isElsewhere = holder !== undefined && holder.host !== hostname();
    if (!isElsewhere && !isAlive(Number(pid))) await rm(workspace(root, name), { force: true });
  }
}

/** Two runs may find the same dead lock: the run that moved a live lock away moves it back. */
async function takeAway(lock: string, expected: string): Promise<void> {
  const aside = `${lock}.stale.${process.pid}`;
  const moved = await rename(lock, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readFile(aside, "utf8")) !== expected) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}
