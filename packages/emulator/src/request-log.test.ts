import { expect, it } from "vitest";
import { call, createEmbed, emulatorForTest } from "./testing/emulator.ts";

it("records a request, its problems and the status of its response", async () => {
  const emulator = await emulatorForTest();
  emulator.clock.freeze("2030-01-01T00:00:00Z");
  const body = { inbox_embed: { scope_type: "team", colour: 1 } };
  await call(emulator, "POST", "/inbox_embeds?dry=1", { json: body, headers: { "X-Trace": "t1" } });
  const [request] = emulator.requests;
  expect(request).toMatchObject({
    id: 1,
    at: "2030-01-01T00:00:00.000Z",
    method: "POST",
    path: "/platform/v1/inbox_embeds",
    query: { dry: "1" },
    body,
    operation_id: "createInboxEmbed",
    status: 422,
    problems: [expect.stringContaining("scope_type")],
    warnings: [expect.stringContaining('"dry"')],
    faults: [],
  });
  expect(request?.headers["x-trace"]).toBe("t1");
});

it("holds no key and no token", async () => {
  const emulator = await emulatorForTest({ apiKey: "the-very-key" });
  const embed = await createEmbed(emulator);
  await fetch(embed.embed_url, { headers: { Cookie: "session=secret-cookie" } });
  const recorded = JSON.stringify(emulator.requests);
  expect(emulator.requests.map(({ path }) => path)).toEqual([
    "/platform/v1/inbox_embeds",
    "/embed/[token]",
  ]);
  for (const secret of ["the-very-key", embed.token, "secret-cookie"]) {
    expect(recorded).not.toContain(secret);
  }
});

it("keeps only the beginning of a huge body", async () => {
  const emulator = await emulatorForTest();
  await call(emulator, "POST", "/inbox_embeds", { json: JSON.stringify({ a: "x".repeat(1e6) }) });
  expect(emulator.requests[0]?.body).toHaveLength(65_536);
});

it("keeps the last thousand", async () => {
  const emulator = await emulatorForTest();
  const send = () => fetch(`${emulator.url}/nowhere`);
  for (let n = 0; n < 55; n += 1) await Promise.all(Array.from({ length: 20 }, send));
  expect(emulator.requests).toHaveLength(1000);
  expect(emulator.requests.at(-1)?.id).toBe(1100);
});

it("forgets everything on reset: things, requests, faults and changes of the clock", async () => {
  const emulator = await emulatorForTest();
  const embed = await createEmbed(emulator);
  emulator.faults.add({ kind: "status", status: 500 });
  emulator.clock.freeze("2030-01-01T00:00:00Z");
  await emulator.reset();
  expect(emulator.requests).toEqual([]);
  expect(emulator.faults.list()).toEqual([]);
  expect(emulator.clock.now().getUTCFullYear()).toBe(new Date().getUTCFullYear());
  expect((await fetch(embed.embed_url)).status).toBe(404);
});

it("expires an embed by the emulator's clock", async () => {
  const emulator = await emulatorForTest();
  emulator.clock.freeze("2030-01-01T00:00:00Z");
  const embed = await createEmbed(emulator, {
    scope_type: "project",
    expires_at: "2030-01-01T01:00:00Z",
  });
  expect((await fetch(embed.embed_url)).status).toBe(200);
  await emulator.clock.advance(3_600_000);
  expect((await fetch(embed.embed_url)).status).toBe(410);
});
