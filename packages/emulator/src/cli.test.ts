import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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
  const response = await fetch(api, { method: "POST", headers, body });
  const { data } = (await response.json()) as { data: { token: string; embed_url: string } };
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

it("prints a key that it generated, and ends cleanly with Ctrl-C", async () => {
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
  const response = await fetch(`${child.url}/platform/v1/parcels`, {
    headers: { "X-API-Key": "k" },
  });
  expect(await response.json()).toMatchObject({ data: [{ label: "Seed" }] });
});

it.each([
  [["--port", "many"], "--port must be a whole number from 0 to 65535"],
  [["--api-key", "a b"], "--api-key must be visible ASCII"],
  [["--seed", "missing.json"], "missing.json cannot be read"],
  [["--prot", "1"], "--prot"],
])("rejects %j with the reason", (args, sentence) => {
  expect(() => readCommand(args)).toThrow(sentence);
});

it.each([
  [{ customer: [] }, "customer is not a field"],
  [{ customers: "all" }, 'customers must be an array, got "all".'],
  [{ users: [{ name: "Ada" }] }, "users[0].id is required."],
  [{ things: { "/parcels": {} } }, "things./parcels must be an array, got an object."],
])("rejects the seed %j with the reason", (seed, sentence) => {
  expect(() => readCommand(["--seed", file("seed.json", seed)])).toThrow(sentence);
});

it("writes a ready file once it accepts requests, and removes it when it stops", async () => {
  const ready = file("ready.json", { publicUrl: "", pid: 1, left: "by a crashed emulator" });
  const child = await startChild("--ready-file", ready, "--public-url", "http://kapso.test");
  const { api, url, apiKey, pid } = JSON.parse(readFileSync(ready, "utf8"));
  expect({ api, url, pid }).toEqual({
    api: "http://kapso.test/platform/v1",
    url: child.url,
    pid: child.process.pid,
  });
  expect(await child.line(/API key/)).toContain(apiKey);
  expect(statSync(ready).mode & 0o777).toBe(0o600);
  await child.end("SIGTERM");
  expect(existsSync(ready)).toBe(false);
});

it("does not overwrite a file that is not a ready file", async () => {
  const notes = file("notes.json", { my: "notes" });
  await expect(startChild("--ready-file", notes)).rejects.toThrow("is not a ready file");
  expect(readFileSync(notes, "utf8")).toBe('{"my":"notes"}');
});

it("warns that others can use it when it listens on more than loopback", async () => {
  const child = await startChild("--host", "0.0.0.0");
  expect(await child.line(/Any program that can connect/)).toContain("0.0.0.0");
});

it("reads all of its options", () => {
  const faults = [{ kind: "sequence", steps: [{ kind: "status", status: 503 }] }];
  const records = { "/inbox_embeds": [{ id: "1" }] };
  const flags = [
    ["--host", "0.0.0.0", "--port", "4010", "--public-url", "http://kapso:4010"],
    ["--allowed-host", "kapso", "--allowed-host", "kapso.test", "--cors", "*", "--isolate-keys"],
    ["--seed", "examples", "--seed", file("seed.json", { records })],
    ["--faults", file("faults.json", faults), "--state", "s.json", "--ready-file", "r.json"],
  ];
  expect(readCommand(flags.flat())).toEqual({
    readyFile: "r.json",
    options: {
      host: "0.0.0.0",
      port: 4010,
      publicUrl: "http://kapso:4010",
      allowedHosts: ["kapso", "kapso.test"],
      cors: ["*"],
      isolateKeys: true,
      examples: true,
      records,
      faults,
      state: "s.json",
    },
  });
});

it("rejects a faults file and names the invalid fault", () => {
  const faults = file("faults.json", [{ kind: "pass" }, { kind: "explode" }]);
  expect(() => readCommand(["--faults", faults])).toThrow(
    /faults\.json cannot be used\. faults\[1\]/,
  );
  expect(() => readCommand(["--faults", file("faults.json", {})])).toThrow("a list of faults");
});

it("exits with 1 and the reason when it cannot start, and does not explain its options", async () => {
  const failure = await startChild("--spec", "nowhere.yaml").catch((error: Error) => error.message);
  expect(failure).toMatch(/nowhere\.yaml cannot be read/);
  expect(failure).not.toContain("Usage:");
});

it("explains its options when an option is unknown", async () => {
  await expect(startChild("--prot", "1")).rejects.toThrow(/--prot[\s\S]*Usage: kapso-emulator/);
});

it("serves a document of the types package by its name, and rejects an unknown name", async () => {
  const child = await startChild("--spec", "openapi-platform");
  expect(await child.line(/API {2}/)).toContain("operations");
  await expect(startChild("--spec", "nowhere")).rejects.toThrow(
    "The spec nowhere is neither a document of @shared/kapso-types nor a file.",
  );
});

it("prints its version", () => {
  expect(readCommand(["--version"])).toEqual({ text: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});
