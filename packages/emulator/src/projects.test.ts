import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Emulator } from "./options.ts";
import { startEmulator } from "./start-emulator.ts";
import { call, createEmbed, emulatorForTest, type WireList } from "./testing/emulator.ts";

/** The same emulator, called with another key. */
function withKey(emulator: Emulator, apiKey: string): Emulator {
  return Object.create(emulator, { apiKey: { value: apiKey } });
}

async function embedsOf(emulator: Emulator): Promise<unknown[]> {
  const { body } = await call<WireList>(emulator, "GET", "/inbox_embeds");
  return body.data.map(({ name }) => name);
}

it("keeps things, faults, requests and clock of each key apart", async () => {
  const emulator = await emulatorForTest({ isolateKeys: true });
  const [a, b] = [withKey(emulator, "test-a"), withKey(emulator, "test-b")];
  await createEmbed(a, { scope_type: "project", name: "A" });
  expect([await embedsOf(a), await embedsOf(b)]).toEqual([["A"], []]);
  const project = await emulator.project("test-a");
  project.faults.add({ kind: "status", status: 503 });
  project.clock.freeze("2030-01-01T00:00:00Z");
  expect((await call(b, "GET", "/inbox_embeds")).status).toBe(200);
  expect((await call(a, "GET", "/inbox_embeds")).status).toBe(503);
  expect((await createEmbed(a))["created_at"]).toBe("2030-01-01T00:00:00.000Z");
  expect((await createEmbed(b))["created_at"]).not.toContain("2030-");
  expect(project.requests.map(({ status }) => status)).toEqual([201, 200, 503, 201]);
  expect(emulator.requests).toEqual([]);
  await project.reset();
  expect([await embedsOf(a), await embedsOf(b)]).toEqual([[], [null]]);
});

it("serves the page of an embed of any key, and follows that key's clock", async () => {
  const emulator = await emulatorForTest({ isolateKeys: true });
  const expires_at = new Date(Date.now() + 60_000).toISOString();
  const embed = await createEmbed(withKey(emulator, "a"), { scope_type: "project", expires_at });
  expect((await fetch(embed.embed_url)).status).toBe(200);
  await (await emulator.project("a")).clock.advance(61_000);
  expect((await fetch(embed.embed_url)).status).toBe(410);
});

it("chooses the project by key over HTTP too", async () => {
  const emulator = await emulatorForTest({ isolateKeys: true });
  const headers = { "X-API-Key": "a" };
  const fault = JSON.stringify({ kind: "status", status: 500 });
  await fetch(`${emulator.url}/_emulator/faults`, { method: "POST", headers, body: fault });
  expect((await call(withKey(emulator, "b"), "GET", "/inbox_embeds")).status).toBe(200);
  expect((await call(withKey(emulator, "a"), "GET", "/inbox_embeds")).status).toBe(500);
  const listed = await fetch(`${emulator.url}/_emulator/requests`, { headers });
  expect(await listed.json()).toMatchObject({ data: [{ status: 500 }] });
});

it("still requires a key", async () => {
  const emulator = await emulatorForTest({ isolateKeys: true });
  expect((await call(withKey(emulator, ""), "GET", "/inbox_embeds")).status).toBe(401);
});

it("starts each key with the same things, once", async () => {
  const things = { "/inbox_embeds": [{ inbox_embed: { scope_type: "project", name: "Seed" } }] };
  const emulator = await emulatorForTest({ isolateKeys: true, things });
  const a = withKey(emulator, "a");
  const lists = await Promise.all([embedsOf(a), embedsOf(a), embedsOf(withKey(emulator, "b"))]);
  expect(lists).toEqual([["Seed"], ["Seed"], ["Seed"]]);
});

it("keeps every key's things in the state file, and no key", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kapso-emulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const options = { isolateKeys: true, state: join(folder, "state.json"), apiKey: "own" };
  const first = await startEmulator(options);
  await createEmbed(first, { scope_type: "project", name: "Own" });
  const embed = await createEmbed(withKey(first, "key-a"), { scope_type: "project", name: "A" });
  expect(JSON.stringify(first.snapshot())).toContain("Own");
  expect(JSON.stringify(first.snapshot())).not.toMatch(/"A"|key-a/);
  await first.close();
  const second = await emulatorForTest(options);
  // Before any request has come with this key.
  expect((await fetch(`${second.url}/embed/${embed.token}`)).status).toBe(200);
  expect(await embedsOf(withKey(second, "key-a"))).toEqual(["A"]);
  await second.reset();
  expect([await embedsOf(second), await embedsOf(withKey(second, "key-a"))]).toEqual([[], ["A"]]);
});

it("has one project for every key unless keys are isolated", async () => {
  const emulator = await emulatorForTest();
  (await emulator.project("another")).faults.add({ kind: "status", status: 500 });
  expect((await call(emulator, "GET", "/inbox_embeds")).status).toBe(500);
});
