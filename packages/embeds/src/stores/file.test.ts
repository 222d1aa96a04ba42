import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
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

test("a folder that others can open is refused", async () => {
  const { folder } = await opened();
  const open = join(folder, "open");
  await mkdir(open);
  await chmod(open, 0o755);
  await expect(fileStore({ folder: open }).get("a")).rejects.toThrow(/mode 755.*chmod 700/);
});

test("what is replaced is gone from the disk, and its version stays taken", async () => {
  const { store, raw } = await opened();
  await store.compareAndSet("a", 0, "first secret");
  await store.compareAndSet("a", 1, "second secret");
  expect(await raw()).not.toContain("first secret");
  expect(await store.compareAndSet("a", 0, "again")).toBe(false);
  expect(await store.get("a")).toEqual({ version: 2, value: "second secret" });
});
