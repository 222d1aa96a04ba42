import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { expect, it } from "vitest";
import type { Emulator, EmulatorOptions } from "../options.ts";
import { startEmulator } from "../start-emulator.ts";
import { call, createEmbed, emulatorForTest } from "../testing/emulator.ts";

/** Sends a GET under another host name, as a container or a rebound name would. */
function statusFor(emulator: Emulator, host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${emulator.url}${path}`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

const external = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === "IPv4" && !address.internal)?.address;

it.skipIf(external === undefined)("listens on every interface with host 0.0.0.0", async () => {
  const loopback = await emulatorForTest();
  const { port } = new URL(loopback.url);
  await expect(fetch(`http://${external}:${port}/_emulator/health`)).rejects.toThrow();
  const open = await emulatorForTest({ host: "0.0.0.0" });
  expect(open.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const health = await fetch(`http://${external}:${new URL(open.url).port}/_emulator/health`);
  expect(await health.json()).toEqual({ data: { status: "ok" } });
});

it("listens on IPv6", async () => {
  const emulator = await emulatorForTest({ host: "::1" });
  expect(emulator.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await call(emulator, "GET", "/inbox_embeds")).status).toBe(200);
});

it("writes links with its public URL", async () => {
  const emulator = await emulatorForTest({ publicUrl: "https://kapso.test:8443/" });
  expect(emulator.publicUrl).toBe("https://kapso.test:8443");
  const { embed_url, token } = await createEmbed(emulator);
  expect(embed_url).toBe(`https://kapso.test:8443/embed/${token}`);
  await createEmbed(emulator);
  const { headers } = await call(emulator, "GET", "/inbox_embeds?per_page=1");
  expect(headers.get("Link")).toContain(
    "<https://kapso.test:8443/platform/v1/inbox_embeds?per_page=1&page=2>",
  );
  expect(await statusFor(emulator, "kapso.test:8443", "/")).toBe(200);
});

it("accepts the allowed hosts at its interface, and no others", async () => {
  const emulator = await emulatorForTest({ allowedHosts: ["Kapso", "kapso.internal"] });
  const path = "/_emulator/requests";
  const hosts = ["kapso:4010", "KAPSO.internal", "127.0.0.1", "[::1]:9", "10.0.0.7:4010"];
  for (const host of hosts) expect(await statusFor(emulator, host, path)).toBe(200);
  for (const host of ["evil.example", "kapso.evil.example", "kapso.", "localhost.evil.example"]) {
    expect(await statusFor(emulator, host, path)).toBe(403);
  }
});

it("has a health check for any host", async () => {
  const emulator = await emulatorForTest();
  expect(await statusFor(emulator, "any.example", "/_emulator/health")).toBe(200);
  const head = await fetch(`${emulator.url}/_emulator/health`, { method: "HEAD" });
  expect(head.status).toBe(200);
});

it.each<[EmulatorOptions, string]>([
  [{ publicUrl: "kapso:4010" }, "publicUrl must be an origin"],
  [{ publicUrl: "http://kapso/api" }, "publicUrl must be an origin"],
  [{ allowedHosts: ["kapso:4010"] }, "allowedHosts must hold host names"],
  [{ allowedHosts: ["*"] }, "allowedHosts must hold host names"],
  [{ cors: ["app.example.com"] }, "cors must hold origins"],
  [{ host: "256.1.1.1" }, "cannot listen on 256.1.1.1"],
])("rejects %j with the reason", async (options, sentence) => {
  await expect(startEmulator(options)).rejects.toThrow(sentence);
});

const page = "https://app.example.com";
function preflight(emulator: Emulator, origin: string) {
  return fetch(`${emulator.url}/platform/v1/inbox_embeds`, {
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type,x-api-key",
    },
  });
}

it("lets no page call the API without the option cors", async () => {
  const emulator = await emulatorForTest();
  emulator.faults.add({ kind: "status", status: 503 });
  const response = await preflight(emulator, page);
  expect(response.status).toBe(204);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
  expect((await call(emulator, "GET", "/inbox_embeds")).status).toBe(503);
});

it.each([["*"], [page]])("lets pages call the API with cors %j", async (cors) => {
  const emulator = await emulatorForTest({ cors: [cors] });
  emulator.faults.add({ kind: "status", status: 503 });
  const allowed = await preflight(emulator, page);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("Access-Control-Allow-Origin")).toBe(page);
  expect(allowed.headers.get("Access-Control-Allow-Headers")).toBe("content-type,x-api-key");
  const other = await preflight(emulator, "https://other.example");
  expect(other.headers.get("Access-Control-Allow-Origin")).toBe(
    cors === "*" ? "https://other.example" : null,
  );
  // A preflight is not the request that the fault is for.
  const headers = { Origin: page, "X-API-Key": emulator.apiKey };
  const url = `${emulator.url}/platform/v1/inbox_embeds`;
  const failed = await fetch(url, { headers });
  expect(failed.status).toBe(503);
  expect(failed.headers.get("Access-Control-Allow-Origin")).toBe(page);
  expect((await fetch(url, { headers })).headers.get("Access-Control-Expose-Headers")).toBe("*");
});

it("never opens its interface to other pages", async () => {
  const emulator = await emulatorForTest({ cors: ["*"] });
  const headers = { Origin: page };
  const response = await fetch(`${emulator.url}/_emulator/requests`, { headers });
  expect(response.status).toBe(403);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
});

it.each([
  [[], page, true],
  [[page], page, true],
  [[page], "http://app.example.com", false],
  [[page], `${page}:8443`, false],
  [["*.example.com"], page, true],
  [["*.example.com"], "https://example.com", false],
  [["https://*.example.com:8443"], "https://a.b.example.com:8443", true],
  [["app.example.com"], "http://app.example.com", true],
  [["app.example.com"], "null", false],
])("lets an embed with allowed_origins %j be read by %s: %s", async (origins, origin, allowed) => {
  const emulator = await emulatorForTest();
  const embed = await createEmbed(emulator, { scope_type: "project", allowed_origins: origins });
  const response = await fetch(embed.embed_url, { headers: { Origin: origin } });
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe(allowed ? origin : null);
});
