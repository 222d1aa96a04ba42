import { expect, it } from "vitest";
import type { Emulator } from "../options.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { createEmbed, emulatorForTest } from "../testing/emulator.ts";

async function open(
  emulator: Emulator,
  input: Readonly<Record<string, unknown>> = {},
  query = "",
): Promise<{ status: number; html: string; policy: string; headers: Headers }> {
  const embed = await createEmbed(emulator, { scope_type: "project", ...input });
  const answer = await fetch(`${embed.embed_url}${query}`);
  return {
    status: answer.status,
    html: await answer.text(),
    policy: answer.headers.get("Content-Security-Policy") ?? "",
    headers: answer.headers,
  };
}

it("shows an inbox that says it is an emulator", async () => {
  const { status, html } = await open(await emulatorForTest(), { name: "Support desk" });
  expect(status).toBe(200);
  expect(html).toContain("<h1>Support desk</h1>");
  expect(html).toContain("Emulator · made-up data");
  expect(html).toContain("Lucía Herrera");
});

it("takes the colour mode from the embed's default_mode, and from ?mode= before it", async () => {
  const emulator = await emulatorForTest();
  expect((await open(emulator)).html).toContain('<html lang="en" data-mode="system">');
  expect((await open(emulator, { default_mode: "dark" })).html).toContain(
    '<html lang="en" data-mode="dark">',
  );
  expect((await open(emulator, { default_mode: "dark" }, "?mode=light")).html).toContain(
    '<html lang="en" data-mode="light">',
  );
  expect((await open(emulator, { default_mode: "dark" }, "?mode=purple")).html).toContain(
    '<html lang="en" data-mode="dark">',
  );
});

it("starts with the conversations that ?status, ?unread, ?handoff and ?search ask for", async () => {
  const emulator = await emulatorForTest();
  const names = async (query: string) => {
    const { html } = await open(emulator, {}, query);
    return ["Lucía", "Amara", "Northwind", "Jonas", "Priya"].filter((name) => html.includes(name));
  };
  expect(await names("?status=ended")).toEqual(["Jonas"]);
  expect(await names("?status=active&unread=1")).toEqual(["Lucía", "Northwind"]);
  expect(await names("?handoff=1")).toEqual(["Lucía", "Priya"]);
  expect(await names("?search=FLOUR")).toEqual(["Northwind"]);
  expect((await open(emulator, {}, "?search=zzz")).html).toContain("No conversation matches");
});

it("lets only allowed_origins frame it, wildcards included, and anyone when the list is empty", async () => {
  const emulator = await emulatorForTest();
  expect((await open(emulator)).policy).not.toContain("frame-ancestors");
  const allowed_origins = [
    "https://app.example.com",
    "*.example.org",
    "https://*.example.net:8443",
  ];
  expect((await open(emulator, { allowed_origins })).policy).toContain(
    "frame-ancestors https://app.example.com *.example.org https://*.example.net:8443",
  );
});

it("shows the part of a name that is for people, without a program's tag", async () => {
  const tag = "[shop-production:Fb3qKZ0aQbY:9mUoXlCkq2v_Rk0T]";
  const { html } = await open(await emulatorForTest(), { name: `Support desk ${tag}` });
  expect(html).toContain("<title>Support desk · Kapso emulator</title>");
  expect(html).toContain("<h1>Support desk</h1>");
  expect(html).not.toContain("shop-production");
  const { html: alone } = await open(await emulatorForTest(), { name: tag });
  expect(alone).not.toContain("shop-production");
  const { html: other } = await open(await emulatorForTest(), { name: "Desk [Berlin: 2nd floor]" });
  expect(other).toContain("<h1>Desk [Berlin: 2nd floor]</h1>");
});

it("escapes what callers put into names and searches", async () => {
  const attack = `</title><script>alert(1)</script>"'`;
  const { html } = await open(
    await emulatorForTest({
      customers: [{ id: "550e8400-e29b-41d4-a716-446655440000", name: attack }],
    }),
    { name: attack, scope_type: "customer", scope_id: "550e8400-e29b-41d4-a716-446655440000" },
    `?search=${encodeURIComponent(attack)}`,
  );
  expect(html).not.toContain("<script>alert");
  expect(html.match(/<script>/g)).toHaveLength(1);
});

it("lets nothing but its own style and script run, and leaks the token in no referrer or cache", async () => {
  const { policy, headers } = await open(await emulatorForTest());
  expect(policy).toMatch(/default-src 'none'.*style-src 'sha256-.*script-src 'sha256-/);
  expect(policy).not.toContain("unsafe");
  expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  expect(headers.get("Cache-Control")).toBe("no-store");
});

it("answers 404 with a page for a token nobody was given", async () => {
  const emulator = await emulatorForTest();
  const answer = await fetch(`${emulator.url}/embed/${"x".repeat(32)}`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("There is no such inbox");
});

it("answers 410 with a page once the embed has expired", async () => {
  const { status, html } = await open(await emulatorForTest(), {
    expires_at: "2020-01-01T00:00:00Z",
  });
  expect(status).toBe(410);
  expect(html).toContain("This inbox has expired");
});

it("speaks the embed's language", async () => {
  const emulator = await emulatorForTest({ spec: depotDescription });
  const { html } = await open(emulator, { language: "es" });
  expect(html).toContain('<html lang="es"');
  expect(html).toContain("Emulador · datos inventados");
});
