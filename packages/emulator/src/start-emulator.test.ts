import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { startEmulator } from "./start-emulator.ts";
import { call, createEmbed, emulatorForTest } from "./testing/emulator.ts";

// Taken before the first emulator starts.
const globals = { Request: globalThis.Request, Response: globalThis.Response };
const customer = "550e8400-e29b-41d4-a716-446655440000";

it("creates an embed for each scope and returns the secrets once, in the 201", async () => {
  const emulator = await emulatorForTest();
  for (const input of [
    { scope_type: "project", name: "All" },
    { scope_type: "customer", scope_id: customer },
    { scope_type: "phone_number", scope_id: "1234567890", default_mode: "dark" },
  ]) {
    const { status, body } = await call(emulator, "POST", "/inbox_embeds", {
      json: { inbox_embed: input },
    });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ default_mode: "system", ...input, status: "active" });
    expect(body.data.embed_url).toBe(`${emulator.url}/embed/${body.data.token}`);
  }
});

it("gives every embed its own id and token", async () => {
  const emulator = await emulatorForTest();
  const [first, second] = [await createEmbed(emulator), await createEmbed(emulator)];
  expect(first.id).not.toBe(second.id);
  expect(first.token).not.toBe(second.token);
});

it.each([
  ["no key", {}],
  ["another key", { "X-API-Key": "nope" }],
  ["the key under another header", { Authorization: "Bearer KEY" }],
])("rejects %s with 401 before it looks at the body", async (_, headers) => {
  const emulator = await emulatorForTest({ apiKey: "KEY" });
  const response = await fetch(`${emulator.url}/platform/v1/inbox_embeds`, {
    method: "POST",
    headers,
    body: "not even json",
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ error: expect.stringContaining("X-API-Key") });
});

it.each([
  ["a project with an id", { scope_type: "project", scope_id: "x" }, "must be blank"],
  ["a customer without id", { scope_type: "customer" }, "UUID"],
  ["a customer with a blank id", { scope_type: "customer", scope_id: " " }, "UUID"],
  ["a customer whose id is no UUID", { scope_type: "customer", scope_id: "42" }, "UUID"],
  ["a phone number with a plus", { scope_type: "phone_number", scope_id: "+1234" }, "digits"],
  [
    "a phone number that is a number",
    { scope_type: "phone_number", scope_id: 1234 },
    "a string or null, got 1234",
  ],
  ["an unknown scope", { scope_type: "team" }, '"project", "customer", "phone_number"; got "team"'],
  ["no scope", { name: "x" }, "inbox_embed.scope_type is required"],
  [
    "an unknown mode",
    { scope_type: "project", default_mode: "blue" },
    "default_mode must be one of",
  ],
  [
    "an expiry that is no date",
    { scope_type: "project", expires_at: "tomorrow" },
    "date and time with zone",
  ],
  ["a bare wildcard", { scope_type: "project", allowed_origins: ["*"] }, "allowed_origins[0]"],
  [
    "an origin with a path",
    { scope_type: "project", allowed_origins: ["https://a.example/x"] },
    "allowed_origins[0]",
  ],
  [
    "a header injection in an origin",
    { scope_type: "project", allowed_origins: ["https://a.example; script-src *"] },
    "allowed_origins[0]",
  ],
])("rejects %s with 422 and the reason", async (_, input, sentence) => {
  const emulator = await emulatorForTest();
  const { status, body } = await call(emulator, "POST", "/inbox_embeds", {
    json: { inbox_embed: input },
  });
  expect(status).toBe(422);
  expect(Object.keys(body)).toEqual(["error"]);
  expect(body.error).toContain(sentence);
});

it("takes a blank scope_id for a project, as null or as an empty string", async () => {
  const emulator = await emulatorForTest();
  expect(await createEmbed(emulator, { scope_type: "project", scope_id: null })).toMatchObject({
    scope_id: null,
  });
  expect(await createEmbed(emulator, { scope_type: "project", scope_id: "" })).toMatchObject({
    scope_id: null,
  });
});

it("responds with 404 for the all-zero customer and, where a list is given, for all others", async () => {
  const open = await emulatorForTest();
  const zero = { scope_type: "customer", scope_id: "00000000-0000-0000-0000-000000000000" };
  const missing = await call(open, "POST", "/inbox_embeds", { json: { inbox_embed: zero } });
  expect(missing).toMatchObject({
    status: 404,
    body: { error: expect.stringContaining("no customer") },
  });

  const listed = await emulatorForTest({
    customers: [{ id: customer, name: "Acme" }],
    phoneNumbers: ["111"],
  });
  expect(await createEmbed(listed, { scope_type: "customer", scope_id: customer })).toMatchObject({
    scope_name: "Acme",
  });
  expect(await createEmbed(listed, { scope_type: "phone_number", scope_id: "111" })).toBeTruthy();
  const other = await call(listed, "POST", "/inbox_embeds", {
    json: { inbox_embed: { scope_type: "phone_number", scope_id: "222" } },
  });
  expect(other.status).toBe(404);
});

it("responds with 400 to malformed JSON without quoting it, and with 415 to another media type", async () => {
  const emulator = await emulatorForTest();
  const malformed = await call(emulator, "POST", "/inbox_embeds", {
    json: '{"scope_type": s3cret}',
  });
  expect(malformed.status).toBe(400);
  expect(malformed.body.error).toMatch(/^The body is not JSON: /);
  expect(malformed.body.error).not.toContain("s3cret");
  const form = await call(emulator, "POST", "/inbox_embeds", {
    json: "inbox_embed=1",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  expect(form.status).toBe(415);
  expect(form.body.error).toContain("application/json");
  const empty = await call(emulator, "POST", "/inbox_embeds");
  expect(empty).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining("requires a body") },
  });
});

it("responds with 501, method and path to an operation that the spec does not have", async () => {
  const emulator = await emulatorForTest();
  for (const [method, path] of [
    ["PUT", "/inbox_embeds"],
    ["GET", "/nothing/of/the/kind"],
  ] as const) {
    const { status, body } = await call(emulator, method, path);
    expect(status).toBe(501);
    expect(body.error).toContain(`${method} /platform/v1${path}`);
  }
  const elsewhere = await fetch(`${emulator.url}/inbox_embeds`, { method: "POST" });
  expect(elsewhere.status).toBe(501);
  expect(await elsewhere.json()).toEqual({ error: expect.stringContaining("/platform/v1") });
});

it("warns of query keys that the operation does not have", async () => {
  const emulator = await emulatorForTest();
  const { status, headers } = await call(emulator, "POST", "/inbox_embeds?dry_run=1", {
    json: { inbox_embed: { scope_type: "project" } },
  });
  expect(status).toBe(201);
  expect(headers.get("X-Emulator-Warning")).toContain('"dry_run"');
});

it("keeps its warnings short enough for any client to read the response", async () => {
  const emulator = await emulatorForTest();
  const strange = Array.from({ length: 40 }, (_, n) => `${"k".repeat(200)}${n}=1`).join("&");
  const { status, headers } = await call(emulator, "POST", `/inbox_embeds?${strange}`, {
    json: { inbox_embed: { scope_type: "project" } },
  });
  expect(status).toBe(201);
  expect(headers.get("X-Emulator-Warning")?.length).toBeLessThanOrEqual(2_000);
});

it("listens on loopback, on a separate port, and frees it on close", async () => {
  const [first, second] = [await startEmulator(), await emulatorForTest()];
  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(first.url).not.toBe(second.url);
  const port = Number(new URL(first.url).port);
  await expect(startEmulator({ port })).rejects.toThrow(`127.0.0.1:${port}`);
  await first.close();
  await expect(fetch(first.url)).rejects.toThrow();
  const again = await emulatorForTest({ port });
  expect(again.url).toBe(first.url);
});

it("leaves the globals of its process alone", async () => {
  await emulatorForTest();
  expect(globalThis.Request).toBe(globals.Request);
  expect(globalThis.Response).toBe(globals.Response);
});

it("rejects a value that is no spec, with the reason", async () => {
  await expect(startEmulator({ spec: { swagger: "2.0" } })).rejects.toThrow("OpenAPI 3");
  await expect(startEmulator({ spec: "no/such/file.yaml" })).rejects.toThrow("no/such/file.yaml");
});

/** Stops timers for the rest of the test, so that close() cannot end because of its time limit. */
function withoutGrace(): void {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
}

it("gives requests under way their response when it closes, and ends event streams", async () => {
  const emulator = await startEmulator();
  emulator.clock.freeze();
  emulator.faults.add({
    kind: "delay",
    ms: 60_000,
    method: "GET",
    operation_id: "listInboxEmbeds",
  });
  const waiting = call(emulator, "GET", "/inbox_embeds");
  while (emulator.faults.list()[0]?.hits === 0) await fetch(`${emulator.url}/quick`);
  const events = await fetch(`${emulator.url}/_emulator/events`);
  withoutGrace();
  await emulator.close();
  expect((await waiting).status).toBe(200);
  await events.text();
  await expect(fetch(emulator.url)).rejects.toThrow("fetch failed");
  await emulator.close();
});

it("closes at once while clients hold connections on which nothing comes", async () => {
  const emulator = await startEmulator();
  const { port } = new URL(emulator.url);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.write("GET / HTTP/1.1\r\nHost:");
  const ended = new Promise((resolve) => socket.on("error", () => {}).on("close", resolve));
  withoutGrace();
  await emulator.close();
  await ended;
});

it("closes at the end of an await using block", async () => {
  let url = "";
  {
    await using emulator = await startEmulator();
    url = emulator.url;
  }
  await expect(fetch(url)).rejects.toThrow();
});
