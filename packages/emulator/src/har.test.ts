import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { Har } from "har-format";
import { expect, it } from "vitest";
import { call, createEmbed, emulatorForTest } from "./testing/emulator.ts";

/** The published schema of HTTP Archives 1.2, as a check. */
function harSchema() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("har-schema/lib/har.json"));
  const ajv = new Ajv({ strict: false, validateSchema: false });
  formats.default(ajv);
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const { $schema: _, ...schema } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    ajv.addSchema(schema);
  }
  const check = ajv.getSchema("har.json#");
  if (!check) throw new Error("har-schema has no har.json.");
  return check;
}

it("offers the recorded requests as an HTTP Archive, without credentials", async () => {
  const emulator = await emulatorForTest({ publicUrl: "http://kapso.test" });
  const embed = await createEmbed(emulator, { scope_type: "project", name: "¡Hola!" });
  await fetch(`${emulator.url}/embed/${embed.token}`);
  await call(emulator, "GET", "/inbox_embeds?tag=a&tag=b&token=secret-in-query");
  await call(emulator, "DELETE", `/inbox_embeds/${embed.id}`);
  emulator.faults.add({ kind: "reset" });
  await call(emulator, "GET", "/inbox_embeds").catch(() => {});
  const response = await fetch(`${emulator.url}/_emulator/requests.har`);
  expect(response.headers.get("Content-Disposition")).toContain("kapso-requests.har");
  const text = await response.text();
  const har: Har = JSON.parse(text);
  const check = harSchema();
  check(har);
  expect(check.errors ?? []).toEqual([]);
  const { entries } = har.log;
  expect(entries.map((entry) => [entry.request.method, entry.response.status])).toEqual([
    ["POST", 201],
    ["GET", 200],
    ["GET", 200],
    ["DELETE", 204],
    ["GET", 0],
  ]);
  expect(entries[0]?.request.url).toBe("http://kapso.test/platform/v1/inbox_embeds");
  expect(entries[0]?.request.postData?.text).toContain("¡Hola!");
  expect(entries[0]?.response.content.text).toContain('"token":"[hidden]"');
  expect(entries[2]?.request.queryString).toEqual([
    { name: "tag", value: "a" },
    { name: "tag", value: "b" },
    { name: "token", value: "[hidden]" },
  ]);
  expect(entries[4]?.comment).toContain("fault: reset");
  expect(text).not.toMatch(new RegExp(`${embed.token}|${emulator.apiKey}|secret-in-query`));
});

it("has a check that rejects a value that is no archive", () => {
  expect(harSchema()({ log: { version: "1.2", entries: [{}] } })).toBe(false);
});
