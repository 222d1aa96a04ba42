import { expect, it } from "vitest";
import type { Records } from "../options.ts";
import { startEmulator } from "../start-emulator.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { call, createEmbed, emulatorForTest, type WireList } from "../testing/emulator.ts";

const id = "7d444840-9dc0-11d1-b245-5ffdce74fad2";

it("starts with things under ids of the caller's choice, and has them again after a reset", async () => {
  const records = {
    "/parcels": [{ id, label: "Books", colour: "red" }],
    [`/parcels/${id}/stops`]: [{ id: 7, city: "Lima" }],
  };
  const emulator = await emulatorForTest({ spec: depotDescription, records });
  const parcel = await call(emulator, "GET", `/parcels/${id}`);
  expect(parcel.body.data).toMatchObject({ id, label: "Books", colour: "red" });
  const stop = await call(emulator, "GET", `/parcels/${id}/stops/7`);
  expect(stop.body.data).toEqual({ id: 7, city: "Lima" });
  await call(emulator, "DELETE", `/parcels/${id}`);
  await emulator.reset();
  expect((await call(emulator, "GET", `/parcels/${id}`)).status).toBe(200);
});

it("starts with an embed that a token of the caller's choice opens", async () => {
  const embed = { id, scope_type: "project", name: "Support", token: "a-token-of-ours" };
  const emulator = await emulatorForTest({ records: { "/inbox_embeds": [embed] } });
  const shown = await call(emulator, "GET", `/inbox_embeds/${id}`);
  expect(shown.body.data).toMatchObject({ id, name: "Support", status: "active" });
  expect(JSON.stringify(shown.body)).not.toContain("a-token-of-ours");
  expect((await fetch(`${emulator.url}/embed/a-token-of-ours`)).status).toBe(200);
});

it.each<[string, Records, string]>([
  ["an unknown collection", { "/boxes": [] }, '"/boxes"] is not a collection'],
  ["a thing without an id", { "/parcels": [{ label: "x" }] }, "id is required"],
  ["a misspelt field", { "/parcels": [{ id, lable: "x" }] }, "lable is not a field"],
  ["a value of another type", { "/parcels": [{ id, label: 7 }] }, "label cannot be 7"],
  ["an id of another kind", { "/parcels": [{ id: "one" }] }, 'id cannot be "one"'],
])("refuses to start with %s", async (_, records, sentence) => {
  await expect(startEmulator({ spec: depotDescription, records })).rejects.toThrow(sentence);
});

it("restores all things from a snapshot", async () => {
  const emulator = await emulatorForTest();
  const kept = await createEmbed(emulator, { scope_type: "project", name: "Kept" });
  const snapshot = JSON.parse(JSON.stringify(emulator.snapshot()));
  expect(JSON.stringify(snapshot)).not.toContain(kept.token);
  await call(emulator, "DELETE", `/inbox_embeds/${kept.id}`);
  await createEmbed(emulator);
  await emulator.restore(snapshot);
  const { body } = await call<WireList>(emulator, "GET", "/inbox_embeds");
  expect(body.data).toMatchObject([{ id: kept.id, status: "active" }]);
  expect((await fetch(kept.embed_url)).status).toBe(200);
});

it.each([
  [{}],
  [{ version: 2, collections: {} }],
  [{ version: 1, collections: { inbox_embeds: [["a"]] } }],
])("rejects %j as a snapshot, and keeps its things", async (value) => {
  const emulator = await emulatorForTest();
  await createEmbed(emulator);
  await expect(emulator.restore(value as never)).rejects.toThrow("This is not a snapshot");
  const { body } = await call<WireList>(emulator, "GET", "/inbox_embeds");
  expect(body.data).toHaveLength(1);
});
