import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../start-emulator.ts";
import { startChild } from "../testing/child-emulator.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { call, createEmbed, emulatorForTest, type WireList } from "../testing/emulator.ts";
import { openFileStore } from "./file-store.ts";

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "kapso-emulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "state.json");
}

it("keeps embeds, their tokens and other things across a restart", async () => {
  const state = stateFile();
  const spec = depotDescription;
  const first = await startEmulator({ spec, state });
  const embed = await createEmbed(first);
  await call(first, "POST", "/parcels", { json: { parcel: { label: "Books" } } });
  await first.close();
  const second = await emulatorForTest({ spec, state });
  expect((await fetch(`${second.url}/embed/${embed.token}`)).status).toBe(200);
  const parcels = await call<WireList>(second, "GET", "/parcels");
  expect(parcels.body.data).toMatchObject([{ label: "Books" }]);
});

it("keeps no token in the file, and the file to its owner", async () => {
  const state = stateFile();
  const emulator = await emulatorForTest({ state });
  const { token } = await createEmbed(emulator);
  expect(readFileSync(state, "utf8")).not.toContain(token);
  expect(statSync(state).mode & 0o777).toBe(0o600);
});

it("loses nothing it has acknowledged when it is killed", async () => {
  const state = stateFile();
  let acknowledged = 0;
  for (const round of [1, 2, 3]) {
    const child = await startChild("--state", state, "--api-key", "k");
    const create = async () => {
      const response = await fetch(`${child.url}/platform/v1/inbox_embeds`, {
        method: "POST",
        headers: { "X-API-Key": "k", "Content-Type": "application/json" },
        body: JSON.stringify({ inbox_embed: { scope_type: "project" } }),
      });
      if (response.status === 201) acknowledged += 1;
      // In the middle of a burst, with requests and a write under way.
      if (acknowledged >= round * 15) child.process.kill("SIGKILL");
    };
    await Promise.allSettled(
      Array.from({ length: 4 }, async () => {
        for (;;) await create();
      }),
    );
  }
  const store = await openFileStore(state);
  const kept = store.collection("inbox_embeds").list().length;
  await store.close();
  expect(acknowledged).toBeGreaterThanOrEqual(45);
  expect(kept).toBeGreaterThanOrEqual(acknowledged);
  expect(readdirSync(join(state, ".."))).toEqual(["state.json"]);
});

it("leaves no temporary file behind", async () => {
  const state = stateFile();
  const emulator = await startEmulator({ state });
  await Promise.all(Array.from({ length: 20 }, () => createEmbed(emulator)));
  await emulator.close();
  expect(readdirSync(join(state, ".."))).toEqual(["state.json"]);
});

it("fails at the start when the file cannot be written", async () => {
  const state = join(stateFile(), "no", "such", "folder.json");
  await expect(startEmulator({ state })).rejects.toThrow(
    `The state could not be written to ${state}`,
  );
});

it("does not change a file that is no state file", async () => {
  const state = stateFile();
  writeFileSync(state, '{"my":"notes"}');
  await expect(startEmulator({ state })).rejects.toThrow(
    `${state} is not a state file of an emulator`,
  );
  expect(readFileSync(state, "utf8")).toBe('{"my":"notes"}');
});

it("starts with the things it is given, and with them again after a reset", async () => {
  const things = { "/parcels": [{ parcel: { label: "Seed" } }] };
  const emulator = await emulatorForTest({ spec: depotDescription, things });
  const labels = async () =>
    (await call<WireList>(emulator, "GET", "/parcels")).body.data.map((parcel) => parcel["label"]);
  await call(emulator, "POST", "/parcels", { json: { parcel: { label: "More" } } });
  expect(await labels()).toEqual(["More", "Seed"]);
  await emulator.reset();
  expect(await labels()).toEqual(["Seed"]);
});

it("fails to start with a thing that the API would reject", async () => {
  const things = { "/parcels": [{ parcel: { label: "ok" } }, { parcel: {} }] };
  await expect(startEmulator({ spec: depotDescription, things })).rejects.toThrow(
    'things["/parcels"][1]: parcel.label is required.',
  );
});
