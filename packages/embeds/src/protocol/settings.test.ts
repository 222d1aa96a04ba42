import { type CreateInboxEmbedInput, createInboxEmbeds } from "@shared/kapso-client";
import { describe, expect, test } from "vitest";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { rotateInboxEmbed } from "./rotate.ts";

const user = "550e8400-e29b-41d4-a716-446655440000";

async function ensure({ options }: Bench, create: object | (() => object)) {
  return ensureInboxEmbed({ ...options, create: create as CreateInboxEmbedInput });
}

async function upstream(bench: Bench) {
  const [embed] = await bench.active();
  return embed;
}

function patches({ emulator }: Bench): number {
  return emulator.requests.filter(({ method }) => method === "PATCH").length;
}

test.each([
  [
    { allowed_origins: ["https://App.Example.com/"] },
    { allowed_origins: ["https://app.example.com"] },
  ],
  [
    { allowed_origins: [new URL("https://a.example.com"), "https://b.example.com"] },
    { allowed_origins: ["https://b.example.com", "https://a.example.com:443"] },
  ],
  [{ assigned_user_id: ` ${user}\n` }, { assigned_user_id: user }],
  [{ expires_at: new Date("2099-01-01") }, { expires_at: "2099-01-01T01:00:00+01:00" }],
  [{ name: " Desk " }, { name: "Desk" }],
])("%j and %j are the same embed: no PATCH", async (one, same) => {
  const bench = await startBench();
  const { id } = await ensure(bench, { scope_type: "project", ...one });
  for (const spelling of [one, same, one]) {
    const again = await ensure(bench, { scope_type: "project", ...spelling });
    expect(again).toMatchObject({ id, how: "stored" });
  }
  expect(patches(bench)).toBe(0);
});

test("raw spellings are sent in the client's form when they are patched", async () => {
  const bench = await startBench();
  await ensure(bench, { scope_type: "project" });
  const create = {
    scope_type: "project",
    allowed_origins: [new URL("https://App.Example.com/")],
    assigned_user_id: ` ${user} `,
  };
  expect(await ensure(bench, create)).toMatchObject({ how: "patched" });
  const changed = { allowed_origins: ["https://app.example.com"], assigned_user_id: user };
  expect(await upstream(bench)).toMatchObject(changed);
  expect(await ensure(bench, create)).toMatchObject({ how: "stored" });
});

test("a padded scope_id, in any case, is the same scope", async () => {
  const bench = await startBench();
  const { id } = await ensure(bench, { scope_type: "customer", scope_id: user.toUpperCase() });
  expect(await ensure(bench, { scope_type: "customer", scope_id: ` ${user} ` })).toMatchObject({
    id,
  });
});

test.each([
  ["allowed_origins", { allowed_origins: ["https://a.example.com"] }, { allowed_origins: [] }],
  ["assigned_user_id", { assigned_user_id: user }, { assigned_user_id: null }],
  ["default_mode", { default_mode: "dark" }, { default_mode: "system" }],
  ["language", { language: "es" }, { language: "en" }],
  ["expires_at", { expires_at: "2099-01-01T00:00:00Z" }, { expires_at: null }],
])("%s that was taken out of create is unset", async (_, setting, unset) => {
  const bench = await startBench();
  const first = await ensure(bench, { scope_type: "project", ...setting });
  const second = await ensure(bench, { scope_type: "project" });
  expect(second).toMatchObject({ embed_url: first.embed_url, how: "patched" });
  expect(await upstream(bench)).toMatchObject(unset);
  expect(await ensure(bench, { scope_type: "project" })).toMatchObject({ how: "stored" });
});

describe("name", () => {
  test("a changed one is applied, and the tag stays", async () => {
    const bench = await startBench();
    await ensure(bench, { scope_type: "project", name: "Desk" });
    const before = (await upstream(bench))?.name ?? "";
    await ensure(bench, { scope_type: "project", name: "Reception" });
    expect((await upstream(bench))?.name).toBe(before.replace("Desk", "Reception"));
    await ensure(bench, { scope_type: "project" });
    expect((await upstream(bench))?.name).toBe(before.replace("Desk ", ""));
  });

  test("that was changed outside is patched back, so that sweeps find the embed", async () => {
    const bench = await startBench();
    const create = { scope_type: "project", name: "Desk" };
    const { id } = await ensure(bench, create);
    const before = (await upstream(bench))?.name;
    await createInboxEmbeds(bench.options.kapso).update(id, { name: "Mine" });
    expect(await ensure(bench, create)).toMatchObject({ id, how: "patched" });
    expect((await upstream(bench))?.name).toBe(before);
  });
});

describe("expires_at", () => {
  test("a changed one is applied, and the URL stays", async () => {
    const bench = await startBench();
    const first = await ensure(bench, {
      scope_type: "project",
      expires_at: "2099-01-01T00:00:00Z",
    });
    const create = { scope_type: "project", expires_at: "2098-01-01T00:00:00Z" };
    const second = await ensure(bench, create);
    expect(second.embed_url).toBe(first.embed_url);
    expect(second).toMatchObject({ how: "patched", expires_at: "2098-01-01T00:00:00.000Z" });
    expect((await bench.live())?.expires_at).toBe(second.expires_at);
  });

  test("in the past is refused by name, and the stored embed stays", async () => {
    const bench = await startBench();
    await ensure(bench, { scope_type: "project" });
    const create = { scope_type: "project", expires_at: "2020-01-01T00:00:00Z" };
    await expect(ensure(bench, create)).rejects.toMatchObject({ field: "expires_at" });
    await bench.expectOne();
  });

  test("of a function counts from the creation, and is not patched at every call", async () => {
    const bench = await startBench();
    const create = () => ({
      scope_type: "project",
      expires_at: new Date(bench.clock.now() + 86_400_000),
    });
    const { id } = await ensure(bench, create);
    bench.clock.advance(3_600_000);
    expect(await ensure(bench, create)).toMatchObject({ id, how: "stored" });
    expect(patches(bench)).toBe(0);
  });
});

test("rotate refuses another scope, as ensure does", async () => {
  const bench = await startBench();
  const { id } = await ensureInboxEmbed(bench.options);
  const create = { scope_type: "phone_number", scope_id: "1234567890" } as const;
  await expect(rotateInboxEmbed({ ...bench.options, create })).rejects.toMatchObject({
    code: "scope_changed",
  });
  expect(await bench.ids()).toEqual([id]);
  expect(await ensureInboxEmbed(bench.options)).toMatchObject({ id, how: "stored" });
});
