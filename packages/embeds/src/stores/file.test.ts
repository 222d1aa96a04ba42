import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { openFile, type TestStore } from "../testing/stores.ts";
import { fileStore } from "./file.ts";

async function opened(): Promise<TestStore & { folder: string }> {
  const under = await openFile();
  onTestFinished(() => under.close());
  const folder = under.address?.kind === "file" ? under.address.folder : "";
  return { ...under, folder };
}

test("only the owner can read what is written", async () => {
  const { store, folder } = await opened();
  await store.compareAndSet("a", 0, "secret");
  const entries = await readdir(folder, { recursive: true });
  expect(entries).toHaveLength(2);
  for (const entry of entries) {
    expect((await stat(join(folder, entry))).mode & 0o077, entry).toBe(0);
  }
});

test("a folder that others can open is rejected", async () => {
  const { folder } = await opened();
  const open = join(folder, "open");
  await mkdir(open);
  await chmod(open, 0o755);
  await expect(fileStore({ folder: open }).get("a")).rejects.toThrow(/mode 755.*chmod 700/);
});

test("a replaced value is gone from the disk, and its version is never used again", async () => {
  const { store, raw } = await opened();
  await store.compareAndSet("a", 0, "first secret");
  await store.compareAndSet("a", 1, "second secret");
  expect(await raw()).not.toContain("first secret");
  expect(await store.compareAndSet("a", 0, "again")).toBe(false);
  expect(await store.get("a")).toEqual({ version: 2, value: "second secret" });
});

/** The folder of the only record. */
async function folderOfRecord(folder: string): Promise<string> {
  const [name] = (await readdir(folder)).filter((one) => one.length === 64);
  return join(folder, name ?? "");
}

test("other files and folders in the folder stop nothing, not even those of another user", async () => {
  const { store, folder } = await opened();
  await store.compareAndSet("a", 0, "value");
  await mkdir(join(folder, "lost+found"), { mode: 0o000 });
  await writeFile(join(folder, "lost+found.txt"), "");
  await mkdir(join(folder, "backup"));
  await writeFile(join(folder, "backup", "7"), "not a record");
  expect(await store.list()).toEqual(["a"]);
});

test.each(["", "{", "null", '{"key":"b","value":"of another key"}'])(
  "a newest version that holds %j is an unreadable record, which is listed and can be discarded",
  async (text) => {
    const { store, folder } = await opened();
    await store.compareAndSet("a", 0, "first");
    await store.compareAndSet("a", 1, "second");
    await writeFile(join(await folderOfRecord(folder), "2"), text);
    const error = await store.get("a").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "unreadable_record", recordVersion: 2 });
    if (!text.includes("another")) expect(await store.list()).toEqual(["a"]);
    expect(await store.compareAndSet("a", 2, "third")).toBe(true);
    expect(await store.get("a")).toEqual({ version: 3, value: "third" });
  },
);

test("where a folder cannot be synced, as on Windows, saves succeed and replaced values are gone", async () => {
  const { folder, raw } = await opened();
  vi.resetModules();
  vi.doMock("node:fs/promises", async (original) => {
    const fs = await original<typeof import("node:fs/promises")>();
    const open = async (path: string, flags: string, mode?: number) => {
      if ((await fs.stat(path).catch(() => undefined))?.isDirectory()) {
        throw Object.assign(new Error("operation not permitted"), { code: "EPERM" });
      }
      return fs.open(path, flags, mode);
    };
    return { ...fs, open };
  });
  onTestFinished(() => {
    vi.doUnmock("node:fs/promises");
    vi.resetModules();
  });
  const { fileStore: onWindows } = await import("./file.ts");
  const store = onWindows({ folder });
  expect(await store.compareAndSet("a", 0, "first secret")).toBe(true);
  expect(await store.compareAndSet("a", 1, "second secret")).toBe(true);
  expect(await raw()).not.toContain("first secret");
  expect(await store.get("a")).toEqual({ version: 2, value: "second secret" });
});

test("a full disk leaves no draft behind, and the record as it was", async ({ skip }) => {
  const { folder } = await opened();
  const disk = join(folder, "disk");
  await mkdir(disk);
  // A real disk of 64 KiB; only root can mount one.
  const run = promisify(execFile);
  const mounted = await run("mount", [
    "-t",
    "tmpfs",
    "-o",
    "size=64k,mode=700",
    "tmpfs",
    disk,
  ]).then(
    () => true,
    () => false,
  );
  if (!mounted) return skip("This process cannot mount a disk.");
  onTestFinished(async () => void (await run("umount", [disk])));
  const store = fileStore({ folder: disk });
  await store.compareAndSet("a", 0, "value");
  const tooMuch = "x".repeat(100_000);
  await expect(store.compareAndSet("a", 1, tooMuch)).rejects.toMatchObject({ code: "ENOSPC" });
  expect(await store.get("a")).toEqual({ version: 1, value: "value" });
  const left = await readdir(disk, { recursive: true });
  expect(left.filter((name) => name.endsWith(".draft"))).toEqual([]);
  expect(await store.compareAndSet("a", 1, "there is space again")).toBe(true);
});
