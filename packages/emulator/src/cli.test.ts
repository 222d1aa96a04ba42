import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readCommand } from "./command.ts";
import { startChild } from "./testing/child-emulator.ts";
import { depotDescription } from "./testing/depot-description.ts";

function file(name: string, content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "kapso-emulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
}

it("prints its address and each request, and hides secrets", async () => {
  const child = await startChild("--api-key", "my-own-key");
  const api = `${child.url}/platform/v1/inbox_embeds`;
  const headers = { "X-API-Key": "my-own-key", "Content-Type": "application/json" };
  const body = JSON.stringify({ inbox_embed: { scope_type: "project" } });
  const answer = await fetch(api, { method: "POST", headers, body });
  const { data } = (await answer.json()) as { data: { token: string; embed_url: string } };
  expect(await child.line(/POST/)).toMatch(
    /^\d\d:\d\d:\d\d POST {3}\/platform\/v1\/inbox_embeds 201 createInboxEmbed · [\d.]+ ms$/,
  );
  await fetch(data.embed_url);
  expect(await child.line(/embed\//)).toContain("GET    /embed/[token] 200");
  await fetch(`${api}?secret=hush`, { method: "POST", headers, body: "{}" });
  expect(await child.line(/is required/)).toBe("  inbox_embed is required.");
  for (const secret of ["my-own-key", data.token, "hush"]) {
    expect(child.lines.join("\n")).not.toContain(secret);
  }
});

it("prints a key it made up itself, and ends cleanly with Ctrl-C", async () => {
  const child = await startChild();
  expect(await child.line(/API key/)).toMatch(/emulator-[0-9a-f]{32}$/);
  expect(await child.end("SIGINT")).toEqual({ code: 0, signal: null });
  expect(child.lines.at(-1)).toBe("Stopped.");
});

it("serves another document, with the things of a seed file", async () => {
  const spec = file("depot.json", depotDescription);
  const seed = file("seed.json", { things: { "/parcels": [{ parcel: { label: "Seed" } }] } });
  const child = await startChild("--spec", spec, "--seed", seed, "--api-key", "k");
  expect(await child.line(/API {2}/)).toContain("20 operations");
  const answer = await fetch(`${child.url}/platform/v1/parcels`, { headers: { "X-API-Key": "k" } });
  expect(await answer.json()).toMatchObject({ data: [{ label: "Seed" }] });
});

it.each([
  [["--port", "many"], "--port must be a whole number from 0 to 65535"],
  [["--api-key", "a b"], "--api-key must be visible ASCII"],
  [["--seed", "missing.json"], "missing.json cannot be read"],
  [["--prot", "1"], "--prot"],
])("refuses %j with a sentence", (args, sentence) => {
  expect(() => readCommand(args)).toThrow(sentence);
});

it.each([
  [{ customer: [] }, "customer is not a field"],
  [{ customers: "all" }, 'customers must be an array, got "all".'],
  [{ users: [{ name: "Ada" }] }, "users[0].id is required."],
  [{ things: { "/parcels": {} } }, "things./parcels must be an array, got an object."],
])("refuses the seed %j with a sentence", (seed, sentence) => {
  expect(() => readCommand(["--seed", file("seed.json", seed)])).toThrow(sentence);
});

it("says 1 and how it is used when it cannot start", async () => {
  await expect(startChild("--spec", "nowhere.yaml")).rejects.toThrow(
    /nowhere\.yaml cannot be read[\s\S]*Usage: kapso-emulator/,
  );
});

it("serves a document of the types package by its name, and says which name is none", async () => {
  const child = await startChild("--spec", "openapi-platform");
  expect(await child.line(/API {2}/)).toContain("operations");
  await expect(startChild("--spec", "nowhere")).rejects.toThrow(
    "The spec nowhere is no document of @shared/kapso-types, and no file.",
  );
});

it("prints its version", () => {
  expect(readCommand(["--version"])).toEqual({ text: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});
