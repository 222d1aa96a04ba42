import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../start-emulator.ts";
import { startChild } from "../testing/child-emulator.ts";
import { createEmbed } from "../testing/emulator.ts";
import { openFileStore } from "./file-store.ts";
import { lockFile } from "./lock.ts";

function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), "kapso-emulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it("lets one process at a time use a state file, and names that process", async () => {
  const state = join(folderForTest(), "state.json");
  const child = await startChild("--state", state);
  await expect(startEmulator({ state })).rejects.toThrow(
    `Another emulator uses the state file ${state} (process ${child.process.pid})`,
  );
  await child.end("SIGTERM");
  await (await startEmulator({ state })).close();
  expect(readdirSync(join(state, ".."))).toEqual(["state.json"]);
});

it("frees the lock of a killed process, and removes its socket", async () => {
  const state = join(folderForTest(), "state.json");
  const child = await startChild("--state", state);
  await child.end("SIGKILL");
  expect(readdirSync(join(state, "..")).some((name) => name.includes(".lock-"))).toBe(true);
  const store = await openFileStore(state);
  await store.close();
  expect(readdirSync(join(state, ".."))).toEqual(["state.json"]);
});

it("holds the lock while its process is stopped, as in a debugger", async () => {
  const state = join(folderForTest(), "state.json");
  const child = await startChild("--state", state);
  child.process.kill("SIGSTOP");
  await expect(openFileStore(state)).rejects.toThrow("Another emulator uses the state file");
  child.process.kill("SIGCONT");
  expect((await fetch(`${child.url}/_emulator/health`)).status).toBe(200);
});

it("gives the lock to one of several processes that start at the same time", async () => {
  const state = join(folderForTest(), "state.json");
  const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => lockFile(state)));
  const held = attempts.filter(({ status }) => status === "fulfilled");
  expect(held).toHaveLength(1);
  for (const attempt of attempts) {
    if (attempt.status === "fulfilled") await attempt.value.release();
    else expect(String(attempt.reason)).toContain("Another emulator uses");
  }
  await (await lockFile(state)).release();
});

it("locks a file whose path is too long for a socket", async () => {
  const folder = join(folderForTest(), "f".repeat(120));
  mkdirSync(folder);
  const lock = await lockFile(join(folder, "state.json"));
  await expect(lockFile(join(folder, "state.json"))).rejects.toThrow("Another emulator uses");
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

it("frees the state file when it cannot start for another reason", async () => {
  const state = join(folderForTest(), "state.json");
  const faults = [{ kind: "explode" }] as never;
  await expect(startEmulator({ state, faults })).rejects.toThrow("This is not a fault");
  const emulator = await startEmulator({ state });
  await expect(startEmulator({ port: Number(new URL(emulator.url).port) })).rejects.toThrow();
  await createEmbed(emulator);
  await emulator.close();
  expect(existsSync(state)).toBe(true);
});

it("loses nothing it has acknowledged when SIGTERM ends it under load", async () => {
  const state = join(folderForTest(), "state.json");
  const child = await startChild("--state", state, "--api-key", "k");
  let sent = 0;
  let acknowledged = 0;
  let cut = 0;
  const worker = async () => {
    for (;;) {
      sent += 1;
      const response = await fetch(`${child.url}/platform/v1/inbox_embeds`, {
        method: "POST",
        headers: { "X-API-Key": "k", "Content-Type": "application/json" },
        body: JSON.stringify({ inbox_embed: { scope_type: "project" } }),
      }).catch((error: { cause?: { code?: string } }) => error.cause?.code ?? "unknown");
      if (typeof response === "string") {
        // A request that comes while an idle connection is closed finds it gone.
        if (response !== "ECONNREFUSED") cut += 1;
        return;
      }
      await response.text();
      acknowledged += 1;
      if (acknowledged === 40) child.process.kill("SIGTERM");
    }
  };
  const load = Promise.all(Array.from({ length: 8 }, worker));
  expect(await child.exit).toEqual({ code: 0, signal: null });
  await load;
  const store = await openFileStore(state);
  const kept = store.collection("inbox_embeds").list().length;
  await store.close();
  console.log(`${sent} sent, ${acknowledged} acknowledged, ${kept} kept, ${cut} cut off`);
  expect(acknowledged).toBeGreaterThanOrEqual(40);
  expect(kept).toBe(acknowledged);
});
