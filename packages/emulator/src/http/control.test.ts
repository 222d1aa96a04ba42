import { request } from "node:http";
import { expect, it } from "vitest";
import type { Emulator } from "../options.ts";
import { call, createEmbed, emulatorForTest } from "../testing/emulator.ts";

async function control(emulator: Emulator, method: string, path: string, body?: unknown) {
  const response = await fetch(`${emulator.url}/_emulator${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: text.startsWith("{") ? JSON.parse(text) : undefined,
  };
}

it("moves the clock over HTTP", async () => {
  const emulator = await emulatorForTest();
  const frozen = await control(emulator, "POST", "/clock", {
    freeze: "2030-01-01T00:00:00Z",
    advance: 1500,
  });
  expect(frozen.body).toEqual({ data: { now: "2030-01-01T00:00:01.500Z" } });
  expect((await control(emulator, "GET", "/clock")).body).toEqual(frozen.body);
  await control(emulator, "POST", "/clock", { resume: true, advance: 60_000 });
  expect(emulator.clock.now().getTime()).toBeGreaterThanOrEqual(Date.UTC(2030, 0, 1, 0, 1, 1));
  expect((await control(emulator, "POST", "/clock", { advance: -1 })).status).toBe(422);
  expect((await control(emulator, "POST", "/clock", "{")).status).toBe(400);
});

it("lists requests with the fields hidden that sound secret, and forgets them", async () => {
  const emulator = await emulatorForTest();
  await call(emulator, "POST", "/inbox_embeds?token=query-secret", {
    json: {
      inbox_embed: { scope_type: "project", secret_key: "body-secret", deep: [{ password: 1 }] },
    },
  });
  const { text, body } = await control(emulator, "GET", "/requests");
  expect(body.data).toHaveLength(1);
  expect(body.data[0].body.inbox_embed).toEqual({
    scope_type: "project",
    secret_key: "[hidden]",
    deep: [{ password: "[hidden]" }],
  });
  expect(text).not.toMatch(/query-secret|body-secret/);
  expect((await control(emulator, "DELETE", "/requests")).status).toBe(204);
  expect(emulator.requests).toEqual([]);
});

it("resets over HTTP", async () => {
  const emulator = await emulatorForTest();
  const embed = await createEmbed(emulator);
  expect((await control(emulator, "POST", "/reset")).status).toBe(204);
  expect((await fetch(embed.embed_url)).status).toBe(404);
});

it("shows an embed's page by its id, and gives away neither token nor hash", async () => {
  const emulator = await emulatorForTest();
  const embed = await createEmbed(emulator, { scope_type: "project", name: "Support" });
  const overview = await control(emulator, "GET", "/overview");
  expect(overview.body.data.embeds).toMatchObject([{ id: embed.id, name: "Support" }]);
  expect(overview.text).not.toMatch(new RegExp(`${embed.token}|sha256`));
  const page = await fetch(`${emulator.url}/_emulator/embeds/${embed.id}/page?mode=dark`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<html lang="en" data-mode="dark">');
});

it("streams past and new requests until the reader disconnects", async () => {
  const emulator = await emulatorForTest();
  await call(emulator, "GET", "/before");
  const reader = new AbortController();
  const response = await fetch(`${emulator.url}/_emulator/events`, { signal: reader.signal });
  expect(response.headers.get("Content-Type")).toContain("text/event-stream");
  const seen: string[] = [];
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const paths = [...text.matchAll(/"path":"([^"]*)"/g)].map(([, path = ""]) => path);
    if (paths.length === seen.length) continue;
    seen.splice(0, seen.length, ...paths);
    if (seen.length === 1) void call(emulator, "GET", "/after");
    if (seen.length === 2) break;
  }
  reader.abort();
  expect(seen).toEqual(["/platform/v1/before", "/platform/v1/after"]);
});

it("responds with 404 and the path for a path that it does not have", async () => {
  const emulator = await emulatorForTest();
  const { status, body } = await control(emulator, "GET", "/nothing");
  expect({ status, error: body.error }).toEqual({
    status: 404,
    error: "The emulator's interface has no GET /_emulator/nothing.",
  });
});

it("rejects a page that reaches it by a foreign name (DNS rebinding)", async () => {
  const emulator = await emulatorForTest();
  const statusFor = (host: string, path: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${emulator.url}${path}`, { headers: { Host: host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  const port = new URL(emulator.url).port;
  expect(await statusFor("evil.example", "/_emulator/requests")).toBe(403);
  expect(await statusFor("evil.example", "/")).toBe(403);
  expect(await statusFor(`localhost:${port}`, "/_emulator/requests")).toBe(200);
});
