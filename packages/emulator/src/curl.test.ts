import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { RecordedRequest } from "./request-log.ts";
import { depotDescription } from "./testing/depot-description.ts";
import { call, createEmbed, emulatorForTest } from "./testing/emulator.ts";

const run = promisify(execFile);

async function curlOf(url: string, id: number): Promise<string> {
  return (await fetch(`${url}/_emulator/requests/${id}/curl`)).text();
}

describe("a request as a curl command", () => {
  it("sends the same request again, also with characters that a shell interprets", async () => {
    const emulator = await emulatorForTest({ spec: depotDescription });
    const { url, apiKey } = emulator;
    const everyByte = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
    const headers = { "X-API-Key": apiKey, "Content-Type": "text/plain" };
    const requests: readonly [path: string, init: RequestInit][] = [
      ["/parcels?filter[a]={b,c}&list=1&list=2&q=it's%20%24HOME%20%60id%60", { headers }],
      ["/parcels/$(touch%20x)", { method: "DELETE", headers }],
      ["/parcels", { method: "HEAD", headers }],
      ["/parcels", { headers: { ...headers, "X-Trace": `a"b'c\\d $HOME caf\xe9`, "X-Empty": "" } }],
      ...[
        everyByte,
        "@/etc/passwd",
        "-n",
        "%d\\n\\101 100%",
        'it\'s\n"quoted" $(id) `id` !! 😀\n\n',
      ].map((body): [string, RequestInit] => ["/parcels", { method: "POST", headers, body }]),
      [
        "/parcels",
        {
          method: "POST",
          headers: { "X-API-Key": apiKey },
          body: new TextEncoder().encode('{"no":"type"}'),
        },
      ],
      [
        "/inbox_embeds",
        {
          method: "POST",
          headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
          body: JSON.stringify({
            inbox_embed: { scope_type: "project", name: "it's 'x' \u001b[31m" },
          }),
        },
      ],
    ];
    for (const [path, init] of requests) await fetch(`${url}/platform/v1${path}`, init);
    const sent = [...emulator.requests];
    const commands = await Promise.all(sent.map(({ id }) => curlOf(url, id)));
    // Control characters can move the cursor, or end a paste, of a terminal.
    expect(commands.join("")).not.toMatch(/[^\P{Cc}\n]/u);
    await run("sh", ["-c", commands.join("\n")], { env: { KAPSO_API_KEY: apiKey } });
    const again = emulator.requests.slice(sent.length);
    expect(again.map(essence)).toEqual(sent.map(essence));
  });

  it("holds a variable for the API key, and no other credential", async () => {
    const emulator = await emulatorForTest({ apiKey: "the-very-key" });
    const { token } = await createEmbed(emulator);
    await call(emulator, "POST", "/inbox_embeds?token=secret-in-query", {
      json: { inbox_embed: { scope_type: "project", secret: "secret-in-body" } },
      headers: { Authorization: "Bearer secret-bearer", Cookie: "session=secret-cookie" },
    });
    for (const body of ["token=secret-in-form&page=1", '{ "api_key": "secret-in-half-json']) {
      await fetch(`${emulator.url}/platform/v1/inbox_embeds`, { method: "POST", body });
    }
    await fetch(`${emulator.url}/embed/${token}`);
    const commands = await Promise.all([2, 3, 4, 5].map((id) => curlOf(emulator.url, id)));
    expect(commands[0]).toContain(`--header 'X-API-Key: '"$KAPSO_API_KEY"`);
    for (const secret of ["the-very-key", token, "secret-", "authorization", "cookie"]) {
      expect(commands.join("\n")).not.toContain(secret);
    }
  });

  it("leaves out the key if the request had none, so that it fails in the same way", async () => {
    const emulator = await emulatorForTest();
    await fetch(`${emulator.url}/platform/v1/inbox_embeds`);
    expect(await curlOf(emulator.url, 1)).toBe(`curl '${emulator.url}/platform/v1/inbox_embeds'\n`);
  });

  it("rejects a request that was recorded in part, or is no longer in the log", async () => {
    const emulator = await emulatorForTest();
    await call(emulator, "POST", "/inbox_embeds", { json: { a: "x".repeat(70_000) } });
    expect(await curlOf(emulator.url, 1)).toContain("64 KiB");
    const missing = await fetch(`${emulator.url}/_emulator/requests/2/curl`);
    expect(missing.status).toBe(404);
  });

  it("hides a key in a header whose name does not sound secret", async () => {
    const spec = structuredClone(depotDescription);
    expect(JSON.stringify(spec)).toContain('"X-API-Key"');
    const renamed = JSON.parse(JSON.stringify(spec).replaceAll('"X-API-Key"', '"X-Account"'));
    const emulator = await emulatorForTest({ spec: renamed, apiKey: "the-very-key" });
    await fetch(`${emulator.url}/platform/v1/parcels`, {
      headers: { "X-Account": "the-very-key" },
    });
    expect(JSON.stringify(emulator.requests)).not.toContain("the-very-key");
    expect(await curlOf(emulator.url, 1)).toContain(`--header 'X-Account: '"$KAPSO_API_KEY"`);
  });
});

/** The parts that must arrive again: everything that the caller chose. */
function essence(request: RecordedRequest) {
  const { method, path, search, body, status, headers } = request;
  const { "content-type": type, "x-trace": trace, "x-empty": empty, accept } = headers;
  return { method, path, search, body, status, type, trace, empty, accept };
}
