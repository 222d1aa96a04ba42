import { inspect } from "node:util";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createKapsoClient, type KapsoClient } from "../client.ts";
import { failure } from "../testing/server.ts";
import type { CreatedInboxEmbed } from "./create-inbox-embed.ts";
import type { InboxEmbedChanges } from "./input.ts";
import { isUsable } from "./is-usable.ts";

let emulator: Emulator;
let kapso: KapsoClient;

beforeEach(async () => {
  emulator = await startEmulator();
  const baseUrl = `${emulator.url}/platform/v1`;
  kapso = createKapsoClient({ apiKey: emulator.apiKey, baseUrl, backoff: false });
});
afterEach(() => emulator.close());

const project = { scope_type: "project" } as const;
const missing = "00000000-0000-4000-8000-000000000000";

test("create is createInboxEmbed, and get returns the embed without its secrets", async () => {
  const created = await kapso.inboxEmbeds.create({ ...project, name: "Desk" });
  expect(created.embed_url).toContain("/embed/");
  const got = await kapso.inboxEmbeds.get(` ${created.id}\n`);
  expect(got).toMatchObject({ id: created.id, name: "Desk", status: "active" });
  expect("token" in got || "embed_url" in got).toBe(false);
});

test("list goes through every page, filtered, newest first", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1)
    ids.unshift((await kapso.inboxEmbeds.create(project)).id);
  await kapso.inboxEmbeds.revoke(ids.pop() ?? "");
  const listed: string[] = [];
  const list = kapso.inboxEmbeds.list({ status: "active", per_page: 2 });
  for await (const { id } of list) listed.push(id);
  expect(listed).toEqual(ids);
  for await (const { body } of list.pages()) expect(body.meta.total_count).toBe(4);
});

test("update changes settings in the form the API takes, and keeps the token", async () => {
  const { id, embed_url } = await kapso.inboxEmbeds.create(project);
  const updated = await kapso.inboxEmbeds.update(id, {
    allowed_origins: ["https://App.example.com/"],
    expires_at: new Date("2099-01-01T00:00:00Z"),
    default_mode: "dark",
  });
  expect(updated).toMatchObject({
    allowed_origins: ["https://app.example.com"],
    expires_at: "2099-01-01T00:00:00.000Z",
    default_mode: "dark",
  });
  expect((await fetch(embed_url)).status).toBe(200);
});

test.each([
  ["nothing to change", {}, "changes"],
  ["a field that there is not", { alowed_origins: [] }, "alowed_origins"],
  ["undefined alone", { name: undefined }, "changes"],
  ["another scope", { scope_id: "1" }, "scope_id"],
  ["a path in an origin", { allowed_origins: ["https://a.example.com/x"] }, "allowed_origins[0]"],
  ["an expiry in the past", { expires_at: new Date(0) }, "expires_at"],
])("an update with %s is rejected before it is sent", async (_, changes, field) => {
  await expect(kapso.inboxEmbeds.update(missing, changes as object)).rejects.toMatchObject({
    field,
  });
  expect(emulator.requests).toEqual([]);
});

test("revoke ends the URL at once; an embed that is gone is a success only with missingOk", async () => {
  const { id, embed_url } = await kapso.inboxEmbeds.create(project);
  await kapso.inboxEmbeds.revoke(id);
  expect((await fetch(embed_url)).status).toBe(410);
  await expect(kapso.inboxEmbeds.revoke(missing)).rejects.toMatchObject({ status: 404 });
  await kapso.inboxEmbeds.revoke(missing, { missingOk: true });
  await expect(kapso.inboxEmbeds.revoke(" ", { missingOk: true })).rejects.toMatchObject({
    field: "id",
  });
});

test("threat: a 404 for what is no id passes for a revoked embed", async () => {
  for (const id of ["undefined", "[object Object]", `${missing}0`, "Xk29fLq7TbVn4RcPzW8mJh3d"]) {
    const revocation = kapso.inboxEmbeds.revoke(id, { missingOk: true });
    await expect(revocation).rejects.toMatchObject({ status: 404 });
  }
  await kapso.inboxEmbeds.revoke(` ${missing}\n`, { missingOk: true });
});

test("threat: a 404 of another host passes for a revoked embed", async () => {
  for (const type of ["text/html", "text/plain", undefined]) {
    const fetch = async () =>
      new Response(Buffer.from("Not Found"), {
        status: 404,
        ...(type && { headers: { "content-type": type } }),
      });
    const elsewhere = createKapsoClient({ apiKey: "key", fetch });
    const revocation = elsewhere.inboxEmbeds.revoke(missing, { missingOk: true });
    await expect(revocation).rejects.toMatchObject({ status: 404 });
  }
});

describe("rotate", () => {
  const settings = {
    scope_type: "customer",
    scope_id: "550e8400-e29b-41d4-a716-446655440000",
    name: "Jane",
    allowed_origins: ["https://app.example.com"],
    default_mode: "dark",
    language: "es",
  } as const;

  test("hands over a new embed with the same settings while the old one works, then revokes that", async () => {
    const old = await kapso.inboxEmbeds.create(settings);
    const handed: CreatedInboxEmbed[] = [];
    const created = await kapso.inboxEmbeds.rotate(old.id, {
      changes: { default_mode: "light" },
      handOver: async (embed) => {
        handed.push(embed);
        expect((await fetch(old.embed_url)).status).toBe(200);
      },
    });
    expect(handed).toEqual([created]);
    expect(created).toMatchObject({ ...settings, default_mode: "light" });
    expect((await fetch(old.embed_url)).status).toBe(410);
    expect((await fetch(created.embed_url)).status).toBe(200);
  });

  test("revokes nothing when the hand-over fails, since either embed may have been stored", async () => {
    const old = await kapso.inboxEmbeds.create(settings);
    const handOver = () => Promise.reject(new Error("connection lost"));
    await expect(kapso.inboxEmbeds.rotate(old.id, { handOver })).rejects.toThrow("connection lost");
    const { meta } = await firstPage();
    expect(meta.total_count).toBe(2);
  });

  test("takes undefined in changes for as it was", async () => {
    const old = await kapso.inboxEmbeds.create(settings);
    const changes = { allowed_origins: undefined, name: undefined, expires_at: undefined };
    const created = await kapso.inboxEmbeds.rotate(old.id, { changes, handOver: () => {} });
    expect(created).toMatchObject(settings);
  });

  test("threat: an old embed without its origins is rotated to one that is open to all", async () => {
    const old = await kapso.inboxEmbeds.create(settings);
    kapso.use({
      async onResponse({ request, response }) {
        if (request.method !== "GET") return undefined;
        const { data } = await response.json();
        const { allowed_origins, ...rest } = data;
        return new Response(JSON.stringify({ data: rest }));
      },
    });
    const handOver = vi.fn();
    await expect(kapso.inboxEmbeds.rotate(old.id, { handOver })).rejects.toMatchObject({
      field: "allowed_origins",
    });
    expect(handOver).not.toHaveBeenCalled();
    const changes = { allowed_origins: ["https://b.example.com"] };
    expect(await kapso.inboxEmbeds.rotate(old.id, { handOver, changes })).toMatchObject(changes);
  });

  test("of an expired embed needs a new expiry, and says so before anything is created", async () => {
    const soon = Date.now() + 60_000;
    const old = await kapso.inboxEmbeds.create({ ...settings, expires_at: new Date(soon) });
    vi.useFakeTimers({ toFake: ["Date"], now: soon + 1 });
    const handOver = vi.fn();
    const rotate = (changes: InboxEmbedChanges) =>
      kapso.inboxEmbeds.rotate(old.id, { handOver, changes });
    await expect(rotate({})).rejects.toMatchObject({
      name: "KapsoInputError",
      field: "changes.expires_at",
      message: expect.stringContaining("pass changes: { expires_at }"),
    });
    expect(handOver).not.toHaveBeenCalled();
    await rotate({ expires_at: null });
    expect(handOver.mock.lastCall).toMatchObject([{ expires_at: null, name: "Jane" }]);
    vi.useRealTimers();
  });

  test("whose revocation fails has the new embed on its error, unprinted", async () => {
    const old = await kapso.inboxEmbeds.create(settings);
    emulator.faults.add({
      kind: "status",
      status: 500,
      operation_id: "deleteInboxEmbed",
      times: 9,
    });
    let handed: CreatedInboxEmbed | undefined;
    const rotation = kapso.inboxEmbeds.rotate(old.id, {
      handOver: (embed) => {
        handed = embed;
      },
    });
    const error = await failure(rotation);
    expect(error).toMatchObject({ status: 500, mayHaveHappened: true });
    expect(error.created).toBe(handed);
    expect(handed?.token).toBeTypeOf("string");
    expect(`${JSON.stringify(error)}${inspect(error)}`).not.toContain(handed?.token);
  });

  test.each([undefined, {}, { handOver: "store" }])(
    "creates nothing without a function that stores the new embed (%j)",
    async (rotation) => {
      const old = await kapso.inboxEmbeds.create(settings);
      const error = await failure(kapso.inboxEmbeds.rotate(old.id, rotation as never));
      expect(error).toMatchObject({ name: "KapsoInputError", field: "handOver" });
      expect(emulator.requests).toHaveLength(1);
    },
  );

  test("rejects a field that cannot change, and one that there is not, before it reads", async () => {
    for (const changes of [{ scope_id: "1" }, { alowed_origins: [] }]) {
      const rotation = { handOver: () => {}, changes: changes as object };
      const error = await failure(kapso.inboxEmbeds.rotate(missing, rotation));
      expect(error).toMatchObject({ field: Object.keys(changes)[0] });
    }
    expect(emulator.requests).toEqual([]);
  });

  async function firstPage() {
    for await (const { body } of kapso.inboxEmbeds.list({ status: "active" }).pages()) return body;
    throw new Error("There is no page.");
  }
});

test("isUsable says what status does not: whether the embed has expired, or is about to", () => {
  const now = Date.parse("2030-01-01T00:00:00Z");
  const at = (expires_at: string | null, skew = 0, status = "active") =>
    isUsable({ status, expires_at }, { skew, now });
  expect(at(null)).toBe(true);
  expect(at("2030-01-01T00:00:01Z")).toBe(true);
  expect(at("2030-01-01T00:00:00Z")).toBe(false);
  expect(at("2030-01-01T00:01:00Z", 60_000)).toBe(false);
  expect(at(null, 0, "revoked")).toBe(false);
  expect(at("no date")).toBe(false);
  expect(isUsable({ status: "active" })).toBe(true);
});

test("every function names its operation for hooks, and takes call options", async () => {
  const operations: unknown[] = [];
  const { inboxEmbeds } = createKapsoClient({
    apiKey: emulator.apiKey,
    baseUrl: `${emulator.url}/platform/v1`,
    hooks: {
      onRequest: ({ operation, headers }) => operations.push([operation, headers.get("x-trace")]),
    },
  });
  const options = { headers: { "X-Trace": "t1" } };
  const { id } = await inboxEmbeds.create(project, options);
  await inboxEmbeds.get(id, options);
  await inboxEmbeds.update(id, { default_mode: "dark" }, options);
  for await (const _ of inboxEmbeds.list({}, options)) break;
  await inboxEmbeds.revoke(id, options);
  const named = ["createInboxEmbed", "getInboxEmbed", "updateInboxEmbed", "listInboxEmbeds"];
  expect(operations).toEqual([...named, "deleteInboxEmbed"].map((name) => [name, "t1"]));
});
