import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { isAlive } from "./is-alive.ts";
import { LockedError, withLock } from "./lock.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lock-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Above the highest number that Linux gives to a process. */
const noProcess = 2 ** 22 + 1;

/** A process that takes the lock, prints a line, and holds the lock until it is killed. */
async function holdElsewhere() {
  const script = `
    import { withLock } from ${JSON.stringify(fileURLToPath(new URL("./lock.ts", import.meta.url)))};
    await withLock(${JSON.stringify(root)}, async () => {
      process.stdout.write("held");
      await new Promise((resolve) => setInterval(resolve, 2 ** 30));
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

test("a second run fails and names the process that holds the lock, and the first keeps it", async () => {
  const holder = await holdElsewhere();
  const refusal = await withLock(root, async () => "in").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(LockedError);
  expect((refusal as Error).message).toContain(`process ${holder.pid} on ${hostname()}`);
  holder.kill("SIGKILL");
  await once(holder, "exit");
});

test("the lock of a process that was killed is taken over", async () => {
  const holder = await holdElsewhere();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await expect(withLock(root, async () => "in")).resolves.toBe("in");
});

test("a process of another user is alive", () => {
  const signalling = vi.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
  });
  onTestFinished(() => signalling.mockRestore());
  expect(isAlive(1)).toBe(true);
});

test("the lock is released after the work, also when the work fails", async () => {
  await expect(withLock(root, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(withLock(root, async () => "in")).resolves.toBe("in");
  expect(await readdir(join(root, ".regen"))).toEqual([]);
});

test("a lock from another machine is never taken over", async () => {
  await mkdir(join(root, ".regen"));
  const holder = { pid: noProcess, host: "elsewhere", since: "2026-01-01T00:00:00.000Z" };
  await writeFile(join(root, ".regen/lock"), JSON.stringify(holder));
  await expect(withLock(root, async () => "in")).rejects.toThrow(
    `process ${noProcess} on elsewhere`,
  );
});

test.each(["", "{", "null", "{}"])("a lock file that holds %j is taken over", async (text) => {
  await mkdir(join(root, ".regen"));
  await writeFile(join(root, ".regen/lock"), text);
  await expect(withLock(root, async () => "in")).resolves.toBe("in");
});

test("removes files of killed runs, and keeps those of a live one or of another machine", async () => {
  const dead = await holdElsewhere();
  dead.kill("SIGKILL");
  await once(dead, "exit");
  const files = [`lock.${dead.pid}`, `lock.stale.${dead.pid}`, `lock.${process.ppid}`];
  for (const name of files) await writeFile(join(root, ".regen", name), "");
  const elsewhere = JSON.stringify({ pid: noProcess, host: "elsewhere" });
  await writeFile(join(root, `.regen/lock.${noProcess}`), elsewhere);
  await withLock(root, async () => undefined);
  const kept = [`lock.${process.ppid}`, `lock.${noProcess}`];
  expect((await readdir(join(root, ".regen"))).sort()).toEqual(kept.sort());
});
